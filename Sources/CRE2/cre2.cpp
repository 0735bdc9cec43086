#include "cre2.h"

#include <memory>
#include <new>
#include <cstring>
#include <vector>

#include <re2/re2.h>

struct cre2_pattern {
    RE2 expression;
    cre2_pattern(re2::StringPiece text, const RE2::Options &options) : expression(text, options) {}
};

extern "C" {

cre2_pattern *cre2_compile(const char *text, size_t length, int64_t max_memory) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(max_memory);
    return new cre2_pattern(re2::StringPiece(text, length), options);
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

const char *cre2_error(const cre2_pattern *pattern) {
    return pattern->expression.ok() ? nullptr : pattern->expression.error().c_str();
}

int cre2_groups(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

int cre2_program_size(const cre2_pattern *pattern) { return pattern->expression.ProgramSize(); }

int cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
    re2::StringPiece piece(text, length);
    return pattern->expression.Match(piece, 0, length, RE2::UNANCHORED, nullptr, 0);
}

const void *cre2_find_bytes(const void *text, size_t length, const void *part, size_t part_length) {
    return memmem(text, length, part, part_length);
}

int cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, int64_t *spans, int count) {
    if (start > length) return 0;
    std::vector<re2::StringPiece> groups(count);
    re2::StringPiece piece(text, length);
    if (!pattern->expression.Match(piece, start, length, RE2::UNANCHORED, groups.data(), count)) return 0;
    for (int i = 0; i < count; i++) {
        const bool present = groups[i].data() != nullptr;
        spans[2 * i] = present ? groups[i].data() - text : -1;
        spans[2 * i + 1] = present ? groups[i].data() - text + (int64_t)groups[i].size() : -1;
    }
    return 1;
}
}
