#ifndef KAMAE_CSIMDJSON_H
#define KAMAE_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// simdjson's first stage: checks UTF-8 and finds the structure of a text. Reusable; not for two threads at once.
typedef struct ksj_indexer ksj_indexer;

typedef struct {
    /// 0, or simdjson's error code.
    int error;
    /// simdjson's words for the error; static.
    const char *message;
    /// Byte offsets of the characters `{}[]:,` outside of strings, of opening quotes, and of the first byte of each other scalar;
    /// ascending. What lies between one of them and the next is that character or scalar, and white space.
    const uint32_t *structurals;
    size_t structural_count;
} ksj_result;

ksj_indexer *ksj_create(void);
void ksj_destroy(ksj_indexer *indexer);

/// Finds the structure of `length` bytes, and reads no byte behind them. Pointers in the result live until the next call.
///
/// Refused are invalid UTF-8, strings without an end, and control characters in strings. Whether the structure is JSON's is not
/// looked at, nor are escapes and numbers.
ksj_result ksj_index(ksj_indexer *indexer, const uint8_t *text, size_t length);

/// Gives back memory that texts of more than `length` bytes needed.
void ksj_trim(ksj_indexer *indexer, size_t length);

#ifdef __cplusplus
}
#endif
#endif
