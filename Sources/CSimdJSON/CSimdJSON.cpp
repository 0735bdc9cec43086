#include "CSimdJSON.h"

#include <simdjson.h>
#include <sys/mman.h>

#include <memory>
#include <new>

namespace {

/// Room for a large text's offsets: four times the text as addresses, of which only what is written takes memory.
class mapped_offsets {
  public:
    mapped_offsets() = default;
    mapped_offsets(const mapped_offsets &) = delete;
    mapped_offsets &operator=(const mapped_offsets &) = delete;
    ~mapped_offsets() { free(); }

    uint32_t *allocate(size_t count) {
        free();
        const size_t wanted = count * sizeof(uint32_t) + huge_page;
        void *mapped = mmap(nullptr, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (mapped == MAP_FAILED) return nullptr;
        start_ = mapped;
        size_ = wanted;
        const uintptr_t aligned = (reinterpret_cast<uintptr_t>(mapped) + huge_page - 1) & ~(huge_page - 1);
#ifdef MADV_HUGEPAGE
        // Hundreds of pages at once: what they cost the kernel singly is more than what finding the offsets costs.
        madvise(reinterpret_cast<void *>(aligned), count * sizeof(uint32_t), MADV_HUGEPAGE);
#endif
        return reinterpret_cast<uint32_t *>(aligned);
    }

    void free() {
        if (start_ != nullptr) munmap(start_, size_);
        start_ = nullptr;
    }

  private:
    static constexpr uintptr_t huge_page = uintptr_t(2) << 20;
    void *start_ = nullptr;
    size_t size_ = 0;
};

/// From here on a text's offsets are worth huge pages.
constexpr size_t large_text = size_t(1) << 20;
/// Keeps the indexer from growing at every text that is a little longer.
constexpr size_t smallest_capacity = 4096;

} // namespace

struct ksj_indexer {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> implementation;
    mapped_offsets offsets;

    ~ksj_indexer() { release(); }

    void release() {
        // The offsets of a large text are not simdjson's to delete.
        if (implementation && is_mapped) implementation->structural_indexes.release();
        implementation.reset();
        offsets.free();
        is_mapped = false;
    }

    simdjson::error_code reserve(size_t length) {
        if (implementation && implementation->capacity() >= length) return simdjson::SUCCESS;
        release();
        const size_t capacity = length < smallest_capacity ? smallest_capacity : length;
        // The depth counts in the second stage only.
        auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, implementation);
        if (error != simdjson::SUCCESS) {
            implementation.reset();
            return error;
        }
        if (capacity >= large_text) {
            // As many as simdjson's own set_capacity asks for: one a byte, whole blocks, and a few that it writes past the end.
            uint32_t *mapped = offsets.allocate(((capacity + 63) & ~size_t(63)) + 64);
            if (mapped != nullptr) {
                implementation->structural_indexes.reset(mapped);
                is_mapped = true;
            }
        }
        return simdjson::SUCCESS;
    }

  private:
    bool is_mapped = false;
};

extern "C" ksj_indexer *ksj_create(void) {
    return new (std::nothrow) ksj_indexer();
}

extern "C" void ksj_destroy(ksj_indexer *indexer) {
    delete indexer;
}

extern "C" ksj_result ksj_index(ksj_indexer *indexer, const uint8_t *text, size_t length) {
    ksj_result result = {};
    simdjson::error_code error = indexer->reserve(length);
    if (error == simdjson::SUCCESS) {
        error = indexer->implementation->stage1(text, length, simdjson::stage1_mode::regular);
    }
    if (error != simdjson::SUCCESS) {
        result.error = static_cast<int>(error);
        result.message = simdjson::error_message(error);
        return result;
    }
    result.structurals = indexer->implementation->structural_indexes.get();
    result.structural_count = indexer->implementation->n_structural_indexes;
    return result;
}

extern "C" void ksj_trim(ksj_indexer *indexer, size_t length) {
    if (indexer->implementation && indexer->implementation->capacity() > length) indexer->release();
}
