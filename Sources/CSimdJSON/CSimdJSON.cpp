#include "CSimdJSON.h"

#include <simdjson.h>

#include <memory>

namespace dom = simdjson::dom;

struct ksj_parser {
    dom::parser parser;
    size_t max_depth;
    explicit ksj_parser(size_t depth) : max_depth(depth) {}
};

extern "C" ksj_parser *ksj_create(size_t max_depth) {
    return new (std::nothrow) ksj_parser(max_depth);
}

extern "C" void ksj_destroy(ksj_parser *parser) {
    delete parser;
}

extern "C" size_t ksj_padding(void) {
    return simdjson::SIMDJSON_PADDING;
}

extern "C" ksj_result ksj_parse(ksj_parser *parser, const uint8_t *text, size_t length, int padded) {
    ksj_result result = {};
    // The tape is sized by the text; a small floor keeps the parser from growing at every text a little longer.
    size_t wanted = length < 4096 ? 4096 : length;
    simdjson::error_code error = simdjson::SUCCESS;
    if (parser->parser.capacity() < wanted || parser->parser.max_depth() != parser->max_depth) {
        error = parser->parser.allocate(wanted, parser->max_depth);
    }
    if (error == simdjson::SUCCESS) {
        error = parser->parser.parse(text, length, padded == 0).error();
    }
    if (error != simdjson::SUCCESS) {
        result.error = static_cast<int>(error);
        result.message = simdjson::error_message(error);
        return result;
    }
    result.tape = parser->parser.doc.tape.get();
    result.tape_length = static_cast<size_t>(result.tape[0] & simdjson::internal::JSON_VALUE_MASK);
    result.strings = parser->parser.doc.string_buf.get();
    result.structurals = parser->parser.implementation->structural_indexes.get();
    result.structural_count = parser->parser.implementation->n_structural_indexes;
    return result;
}
