// Stage 1 (structural characters, UTF-8, unclosed strings, control characters) is simdjson's, in the fastest form the
// processor has. Stage 2 is ours: it checks the grammar once over the structural index and writes nodes that keep
// numbers and strings as raw text, so that amounts stay exact and nothing is converted that nobody reads.
#include "CSimdJSON.h"

#include <simdjson.h>

#include <memory>
#include <new>

#include "NameTable.hpp"
#include "Scalars.hpp"

namespace {

/// Buffers above this many bytes of input are given back by the next ordinary parse.
constexpr size_t ordinary_capacity = size_t{1} << 20;
constexpr size_t smallest_capacity = size_t{1} << 14;

/// Keeps the state of a walk in registers: it never leaves one function.
#define INLINED inline __attribute__((always_inline))

using Stage1 = std::unique_ptr<simdjson::internal::dom_parser_implementation>;

}  // namespace

struct csimdjson_parser {
    csimdjson_parser(uint32_t depth, uint32_t nodes, uint64_t bytes, const char *const *names, size_t name_count)
        : maximum_depth(depth), maximum_nodes(nodes), maximum_bytes(bytes), names(names, name_count),
          containers(new uint32_t[depth + 1]) {}

    const uint32_t maximum_depth;
    const uint32_t maximum_nodes;
    const uint64_t maximum_bytes;
    csimdjson::NameTable names;
    Stage1 stage1;
    size_t stage1_capacity = 0;
    std::unique_ptr<csimdjson_node[]> nodes;
    size_t node_capacity = 0;
    std::unique_ptr<uint32_t[]> containers;

    bool reserve_stage1(size_t length);
    bool reserve_nodes(size_t count);
    csimdjson_status index(const uint8_t *bytes, size_t length);
};

bool csimdjson_parser::reserve_stage1(size_t length) {
    const bool oversized = stage1_capacity > ordinary_capacity && length <= ordinary_capacity;
    if (length <= stage1_capacity && !oversized) return true;
    size_t capacity = smallest_capacity;
    while (capacity < length) capacity *= 2;
    stage1_capacity = 0;
    if (!stage1) {
        if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stage1)) return false;
    } else if (stage1->set_capacity(capacity)) {
        return false;
    }
    stage1_capacity = capacity;
    return true;
}

bool csimdjson_parser::reserve_nodes(size_t count) {
    const bool oversized = node_capacity > ordinary_capacity && count <= ordinary_capacity;
    if (count <= node_capacity && !oversized) return true;
    size_t capacity = smallest_capacity / 16;
    while (capacity < count) capacity *= 2;
    node_capacity = 0;
    nodes.reset(new (std::nothrow) csimdjson_node[capacity]);
    if (!nodes) return false;
    node_capacity = capacity;
    return true;
}

csimdjson_status csimdjson_parser::index(const uint8_t *bytes, size_t length) {
    if (!reserve_stage1(length)) return CSIMDJSON_NO_MEMORY;
    switch (stage1->stage1(bytes, length, simdjson::stage1_mode::regular)) {
    case simdjson::SUCCESS: return CSIMDJSON_OK;
    case simdjson::EMPTY: return CSIMDJSON_EMPTY;
    case simdjson::UTF8_ERROR: return CSIMDJSON_BAD_UTF8;
    case simdjson::UNESCAPED_CHARS: return CSIMDJSON_CONTROL_CHARACTER;
    case simdjson::UNCLOSED_STRING: return CSIMDJSON_UNCLOSED_STRING;
    case simdjson::MEMALLOC: return CSIMDJSON_NO_MEMORY;
    case simdjson::CAPACITY: return CSIMDJSON_TOO_LARGE;
    default: return CSIMDJSON_UNEXPECTED;
    }
}

namespace {

/// One walk over the structural index of one document.
class Walk {
public:
    Walk(csimdjson_parser &parser, const uint8_t *bytes, size_t length, uint32_t base, uint32_t symbol_depth)
        : names(parser.names), bytes(bytes), length(length), base(base),
          index(parser.stage1->structural_indexes.get()), index_count(parser.stage1->n_structural_indexes),
          nodes(parser.nodes.get()), containers(parser.containers.get()), node_limit(parser.maximum_nodes),
          maximum_depth(parser.maximum_depth), symbol_depth(parser.names.empty() ? 0 : symbol_depth),
          escapes(std::memchr(bytes, '\\', length) != nullptr),
          text_flags(csimdjson::is_ascii(bytes, length) ? 0 : CSIMDJSON_MAY_BE_WIDE) {}

    INLINED csimdjson_status run();
    uint32_t node_count() const { return count; }
    int64_t error_offset = -1;

private:
    csimdjson::NameTable &names;
    const uint8_t *const bytes;
    const size_t length;
    const uint32_t base;
    const uint32_t *const index;
    const uint32_t index_count;
    csimdjson_node *const nodes;
    uint32_t *const containers;
    const uint32_t node_limit;
    const uint32_t maximum_depth;
    const uint32_t symbol_depth;
    const bool escapes;
    const uint8_t text_flags;
    uint32_t at = 0;
    uint32_t count = 0;
    uint16_t last_symbol = 0;

    csimdjson_status fail(csimdjson_status status, size_t offset) {
        error_offset = static_cast<int64_t>(offset + base);
        return status;
    }
    INLINED size_t limit() const { return at < index_count ? index[at] : length; }
    INLINED void push(size_t start, size_t end, uint8_t kind, uint8_t flags = 0, uint16_t symbol = 0) {
        nodes[count++] = csimdjson_node{
            static_cast<uint32_t>(start + base), static_cast<uint32_t>(end + base), 1, symbol, kind, flags};
    }
    INLINED csimdjson_status text(size_t quote, uint8_t kind, size_t &start, size_t &end, uint8_t &flags);
    INLINED csimdjson_status string(size_t quote);
    INLINED csimdjson_status key(size_t quote, bool with_symbol);
    INLINED bool expected_key(size_t quote);
    uint16_t symbol(size_t start, size_t end, bool has_escapes);
    INLINED csimdjson_status scalar(size_t start, uint8_t first);
};

/// Finds where a string ends, and checks its escapes.
csimdjson_status Walk::text(size_t quote, uint8_t kind, size_t &start, size_t &end, uint8_t &flags) {
    // Between the closing quote and the next structural character stands white space alone.
    start = quote + 1;
    end = limit() - 1;
    while (end > quote && bytes[end] != '"') end--;
    if (end <= quote) return fail(CSIMDJSON_UNCLOSED_STRING, quote);
    flags = text_flags;
    if (escapes) {
        bool has_escapes = false;
        const size_t bad = csimdjson::bad_escape(bytes, start, end, has_escapes);
        if (bad != end) return fail(CSIMDJSON_BAD_ESCAPE, bad);
        if (has_escapes) flags |= CSIMDJSON_HAS_ESCAPES;
    }
    return CSIMDJSON_OK;
}

csimdjson_status Walk::string(size_t quote) {
    size_t start, end;
    uint8_t flags;
    const csimdjson_status status = text(quote, CSIMDJSON_STRING, start, end, flags);
    if (status == CSIMDJSON_OK) push(start, end, CSIMDJSON_STRING, flags);
    return status;
}

/// Takes the name that was expected here, if it stands here and a colon right behind it.
bool Walk::expected_key(size_t quote) {
    const size_t expected = names.expected_length(last_symbol);
    const size_t start = quote + 1;
    const size_t end = start + expected;
    if (expected == 0 || end + 8 > length || bytes[end] != '"' || limit() != end + 1) return false;
    const uint16_t symbol = names.expected(last_symbol, bytes + start);
    if (symbol == 0) return false;
    last_symbol = symbol;
    push(start, end, CSIMDJSON_KEY, text_flags, symbol);
    return true;
}

csimdjson_status Walk::key(size_t quote, bool with_symbol) {
    if (with_symbol && expected_key(quote)) return CSIMDJSON_OK;
    size_t start, end;
    uint8_t flags;
    const csimdjson_status status = text(quote, CSIMDJSON_KEY, start, end, flags);
    if (status != CSIMDJSON_OK) return status;
    uint16_t found = 0;
    if (with_symbol) {
        found = symbol(start, end, (flags & CSIMDJSON_HAS_ESCAPES) != 0);
        names.follow(last_symbol, found);
        last_symbol = found;
    }
    push(start, end, CSIMDJSON_KEY, flags, found);
    return CSIMDJSON_OK;
}

__attribute__((noinline)) uint16_t Walk::symbol(size_t start, size_t end, bool has_escapes) {
    if (!has_escapes) return names.find(bytes + start, end - start, start, length - start);
    uint8_t name[64];
    const int size = csimdjson::decode_name(bytes, start, end, name, sizeof name);
    return size < 0 ? 0 : names.find(name, static_cast<size_t>(size), 0, static_cast<size_t>(size));
}

csimdjson_status Walk::scalar(size_t start, uint8_t first) {
    const size_t stop = limit();
    size_t end = 0;
    uint8_t kind = CSIMDJSON_NUMBER;
    if (first == '-' || csimdjson::is_digit(first)) {
        end = csimdjson::number_end(bytes, start, stop);
        if (end == 0) return fail(CSIMDJSON_BAD_NUMBER, start);
    } else if (first == 't' && stop - start >= 4 && std::memcmp(bytes + start, "true", 4) == 0) {
        end = start + 4, kind = CSIMDJSON_TRUE;
    } else if (first == 'f' && stop - start >= 5 && std::memcmp(bytes + start, "false", 5) == 0) {
        end = start + 5, kind = CSIMDJSON_FALSE;
    } else if (first == 'n' && stop - start >= 4 && std::memcmp(bytes + start, "null", 4) == 0) {
        end = start + 4, kind = CSIMDJSON_NULL;
    } else {
        const bool letter = static_cast<uint8_t>((first | 0x20) - 'a') < 26;
        return fail(letter ? CSIMDJSON_BAD_LITERAL : CSIMDJSON_UNEXPECTED, start);
    }
    if (!csimdjson::rest_is_space(bytes, end, stop)) {
        return fail(kind == CSIMDJSON_NUMBER ? CSIMDJSON_BAD_NUMBER : CSIMDJSON_BAD_LITERAL, start);
    }
    push(start, end, kind);
    return CSIMDJSON_OK;
}

csimdjson_status Walk::run() {
    uint32_t depth = 0;
    bool in_object = false;
    csimdjson_status status;
    size_t position;

value:
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (count >= node_limit) return fail(CSIMDJSON_TOO_MANY_NODES, position);
    switch (const uint8_t first = bytes[position]) {
    case '{':
    case '[':
        if (depth >= maximum_depth) return fail(CSIMDJSON_TOO_DEEP, position);
        containers[depth++] = count;
        in_object = first == '{';
        push(position, position, first == '{' ? CSIMDJSON_OBJECT : CSIMDJSON_ARRAY);
        if (at < index_count && bytes[index[at]] == first + 2) {  // '}' is '{' + 2, ']' is '[' + 2
            position = index[at++];
            goto close;
        }
        if (first == '{') goto key;
        goto value;
    case '"':
        status = string(position);
        break;
    default:
        status = scalar(position, first);
    }
    if (status != CSIMDJSON_OK) return status;

after_value:
    if (depth == 0) {
        return at == index_count ? CSIMDJSON_OK : fail(CSIMDJSON_TRAILING, index[at]);
    }
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (in_object) {
        if (bytes[position] == ',') goto key;
        if (bytes[position] == '}') goto close;
    } else {
        if (bytes[position] == ',') goto value;
        if (bytes[position] == ']') goto close;
    }
    return fail(CSIMDJSON_UNEXPECTED, position);

key:
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (count >= node_limit) return fail(CSIMDJSON_TOO_MANY_NODES, position);
    if (bytes[position] != '"') return fail(CSIMDJSON_UNEXPECTED, position);
    status = key(position, depth <= symbol_depth);
    if (status != CSIMDJSON_OK) return status;
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (bytes[position] != ':') return fail(CSIMDJSON_UNEXPECTED, position);
    goto value;

close:
    depth--;
    nodes[containers[depth]].end = static_cast<uint32_t>(position + 1 + base);
    nodes[containers[depth]].span = count - containers[depth];
    in_object = depth > 0 && nodes[containers[depth - 1]].kind == CSIMDJSON_OBJECT;
    goto after_value;
}

csimdjson_result failure(csimdjson_status status, int64_t offset = -1) {
    return csimdjson_result{nullptr, 0, status, offset};
}

}  // namespace

extern "C" csimdjson_parser *csimdjson_parser_create(
    uint32_t maximum_depth, uint32_t maximum_nodes, uint64_t maximum_bytes, const char *const *names,
    size_t name_count) {
    try {
        constexpr uint64_t addressable = UINT32_MAX - 64;
        return new csimdjson_parser(
            maximum_depth, maximum_nodes, maximum_bytes < addressable ? maximum_bytes : addressable, names,
            name_count);
    } catch (...) {
        return nullptr;
    }
}

extern "C" void csimdjson_parser_destroy(csimdjson_parser *parser) { delete parser; }

extern "C" csimdjson_result csimdjson_parse(
    csimdjson_parser *parser, const uint8_t *bytes, size_t length, uint32_t symbol_depth) {
    if (length > parser->maximum_bytes) return failure(CSIMDJSON_TOO_LARGE);
    uint32_t base = 0;
    if (length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF) base = 3;
    bytes += base;
    length -= base;
    if (length == 0) return failure(CSIMDJSON_EMPTY, base);
    const csimdjson_status indexed = parser->index(bytes, length);
    if (indexed != CSIMDJSON_OK) return failure(indexed);
    const size_t most = parser->stage1->n_structural_indexes;
    if (!parser->reserve_nodes(most < parser->maximum_nodes ? most : parser->maximum_nodes)) {
        return failure(CSIMDJSON_NO_MEMORY);
    }
    Walk walk(*parser, bytes, length, base, symbol_depth);
    const csimdjson_status status = walk.run();
    if (status != CSIMDJSON_OK) return failure(status, walk.error_offset);
    return csimdjson_result{parser->nodes.get(), walk.node_count(), CSIMDJSON_OK, -1};
}

extern "C" size_t csimdjson_structural_count(csimdjson_parser *parser, const uint8_t *bytes, size_t length) {
    if (length > parser->maximum_bytes || length == 0) return 0;
    return parser->index(bytes, length) == CSIMDJSON_OK ? parser->stage1->n_structural_indexes : 0;
}
