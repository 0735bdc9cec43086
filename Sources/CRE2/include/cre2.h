// A C face of RE2, as small as CEL needs: compile once, match and find in linear time.
#ifndef KAMAE_CRE2_H
#define KAMAE_CRE2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

/// Compiles a pattern with `max_memory` bytes as RE2's budget for the program and its caches.
/// Always returns an object; ask `cre2_error` whether it is usable.
cre2_pattern *cre2_compile(const char *text, size_t length, int64_t max_memory);
void cre2_free(cre2_pattern *pattern);
/// NULL where the pattern compiled, otherwise what is wrong with it; lives as long as the pattern.
const char *cre2_error(const cre2_pattern *pattern);
/// The number of capture groups.
int cre2_groups(const cre2_pattern *pattern);
/// The size of the compiled program; a measure of what matching costs per byte in the worst case.
int cre2_program_size(const cre2_pattern *pattern);
/// 1 where the pattern matches somewhere in the text.
int cre2_matches(const cre2_pattern *pattern, const char *text, size_t length);
/// Finds the first match at or after `start`. `spans` holds 2 × `count` offsets: begin and end of the match and of each group,
/// -1 where a group took no part. Returns 1 where something matched.
int cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, int64_t *spans, int count);
/// Where a byte string begins within another, or NULL: the C library's own linear-time search, which Swift doesn't see.
const void *cre2_find_bytes(const void *text, size_t length, const void *part, size_t part_length);

#ifdef __cplusplus
}
#endif
#endif
