#ifndef KAMAE_CSIMDJSON_H
#define KAMAE_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable simdjson parser; holds the last text's tape. Not for two threads at once.
typedef struct ksj_parser ksj_parser;

typedef struct {
    /// 0, or simdjson's error code.
    int error;
    /// simdjson's words for the error; static.
    const char *message;
    /// simdjson's tape (see its doc/tape.md) and its strings (u32 length, bytes, NUL).
    const uint64_t *tape;
    size_t tape_length;
    const uint8_t *strings;
    /// Byte offsets of structural characters and of the first byte of each scalar, in order.
    const uint32_t *structurals;
    size_t structural_count;
} ksj_result;

ksj_parser *ksj_create(size_t max_depth);
void ksj_destroy(ksj_parser *parser);

/// Bytes that must be readable behind a text.
size_t ksj_padding(void);

/// Parses `length` bytes; where `padded` is 0 the text is copied first. Pointers in the result live until the next call.
ksj_result ksj_parse(ksj_parser *parser, const uint8_t *text, size_t length, int padded);

#ifdef __cplusplus
}
#endif
#endif
