// Stage 1 (structural characters, UTF-8, unclosed strings, control characters) is simdjson's, in the fastest form the
// processor has. Stage 2 is ours: it checks the grammar once over the structural index and writes nodes that keep
// numbers and strings as raw text, so that amounts stay exact and nothing is converted that nobody reads.
#include "CSimdJSON.h"

#include <simdjson.h>

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

#include "Earlier.hpp"
#include "NameTable.hpp"
#include "Scalars.hpp"
#include "TakeOver.hpp"

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
          containers(new csimdjson::Container[depth + 1]) {}

    const uint32_t maximum_depth;
    const uint32_t maximum_nodes;
    const uint64_t maximum_bytes;
    csimdjson::NameTable names;
    Stage1 stage1;
    size_t stage1_capacity = 0;
    std::unique_ptr<csimdjson_node[]> nodes;
    size_t node_capacity = 0;
    std::unique_ptr<csimdjson::Container[]> containers;

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
class Walk : private csimdjson::Place {
public:
    Walk(csimdjson_parser &parser, const csimdjson::Ground &ground, uint32_t symbol_depth)
        : ground(ground), earlier(ground.earlier), names(parser.names), bytes(ground.bytes), length(ground.length),
          base(ground.base), index(ground.index), index_count(ground.index_count), nodes(ground.nodes),
          containers(ground.containers), node_limit(ground.node_limit), maximum_depth(ground.maximum_depth),
          symbol_depth(parser.names.empty() ? 0 : symbol_depth), look(csimdjson::look_through(bytes, length)),
          escapes(look.has_backslash), text_flags(look.is_wide ? CSIMDJSON_MAY_BE_WIDE : 0) {}

    /// `has_earlier`: whether there is an earlier document to take over from.
    template <bool has_earlier>
    INLINED csimdjson_status run();
    uint32_t node_count() const { return count; }
    int64_t error_offset = -1;

private:
    const csimdjson::Ground &ground;
    const csimdjson::Earlier earlier;
    csimdjson::NameTable &names;
    const uint8_t *const bytes;
    const size_t length;
    const uint32_t base;
    const uint32_t *const index;
    const uint32_t index_count;
    csimdjson_node *const nodes;
    csimdjson::Container *const containers;
    const uint32_t node_limit;
    const uint32_t maximum_depth;
    const uint32_t symbol_depth;
    const csimdjson::Look look;
    const bool escapes;
    const uint8_t text_flags;

    csimdjson_status fail(csimdjson_status status, size_t offset) {
        error_offset = static_cast<int64_t>(offset + base);
        return status;
    }
    INLINED size_t limit() const { return at < index_count ? index[at] : length; }
    INLINED void push(size_t start, size_t end, uint8_t kind, uint8_t flags = 0, uint16_t symbol = 0) {
        nodes[count++] = csimdjson_node{
            static_cast<uint32_t>(start + base), static_cast<uint32_t>(end + base), 1, symbol, kind, flags};
    }
    INLINED csimdjson_status text(size_t quote, size_t &start, size_t &end, uint8_t &flags);
    INLINED csimdjson_status string(size_t quote);
    INLINED csimdjson_status key(size_t quote, bool with_symbol);
    INLINED bool expected_key(size_t quote);
    uint16_t symbol(size_t start, size_t end, bool has_escapes);
    INLINED csimdjson_status scalar(size_t start, uint8_t first);
    INLINED void open(size_t position, uint8_t kind);
    INLINED void enter_element();
    INLINED void follow_key();
    INLINED bool known_key(size_t quote);
    INLINED bool may_be_taken(size_t position) const;
};

/// Finds where a string ends, and checks its escapes.
csimdjson_status Walk::text(size_t quote, size_t &start, size_t &end, uint8_t &flags) {
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
    const csimdjson_status status = text(quote, start, end, flags);
    if (status == CSIMDJSON_OK) push(start, end, CSIMDJSON_STRING, flags);
    return status;
}

/// Takes the name that was expected here, if it stands here and a colon right behind it.
bool Walk::expected_key(size_t quote) {
    const uint16_t symbol = names.successor(last_symbol, depth);
    const size_t start = quote + 1;
    const size_t end = start + names.length(symbol);
    if (symbol == 0 || end + 8 > length || limit() != end + 1 || !names.begins(bytes + start, symbol)) return false;
    last_symbol = symbol;
    push(start, end, CSIMDJSON_KEY, text_flags, symbol);
    return true;
}

csimdjson_status Walk::key(size_t quote, bool with_symbol) {
    if (with_symbol && expected_key(quote)) return CSIMDJSON_OK;
    size_t start, end;
    uint8_t flags;
    const csimdjson_status status = text(quote, start, end, flags);
    if (status != CSIMDJSON_OK) return status;
    uint16_t found = 0;
    if (with_symbol) {
        found = symbol(start, end, (flags & CSIMDJSON_HAS_ESCAPES) != 0);
        names.follow(last_symbol, depth, found);
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

/// Opens a container in the place of `twin`.
void Walk::open(size_t position, uint8_t kind) {
    const bool has_twin = twin != csimdjson::nowhere && earlier.nodes[twin].kind == kind;
    containers[depth++] = csimdjson::Container{count, has_twin ? twin : csimdjson::nowhere, resume};
    in_object = kind == CSIMDJSON_OBJECT;
    push(position, position, kind);
    cursor = has_twin ? twin + 1 : 0;
    cursor_end = has_twin ? earlier.next(twin) : 0;
}

/// The next value is an element.
void Walk::enter_element() {
    const bool has_twin = cursor < cursor_end;
    twin = has_twin ? cursor : csimdjson::nowhere;
    resume = has_twin ? earlier.next(cursor) : cursor;
}

/// The next value belongs to the key that was met last: in its place stands the next one of the same name. Messages name their
/// members in one order, but leave some out.
void Walk::follow_key() {
    const csimdjson_node &key = nodes[count - 1];
    const uint8_t *const name = bytes + key.start - base;
    const uint32_t size = key.end - key.start;
    twin = csimdjson::nowhere;
    resume = cursor;
    uint32_t candidate = cursor;
    for (int tries = 0; candidate < cursor_end && tries < 32; tries++, candidate = earlier.next(candidate + 1)) {
        const csimdjson_node &old = earlier.nodes[candidate];
        if (old.end - old.start != size || std::memcmp(name, earlier.bytes + old.start, size) != 0) continue;
        twin = candidate + 1;
        resume = earlier.next(twin);
        return;
    }
}

/// Takes the name that stands in the place of this one, if it is the same with a colon right behind it.
bool Walk::known_key(size_t quote) {
    if (cursor >= cursor_end) return false;
    const csimdjson_node &old = earlier.nodes[cursor];
    const size_t start = quote + 1, size = old.end - old.start, end = start + size;
    if (at >= index_count || index[at] != end + 1 || bytes[end + 1] != ':') return false;
    if (!csimdjson::same_bytes(bytes + start, earlier.bytes + old.start, size)) return false;
    push(start, end, CSIMDJSON_KEY, text_flags | (old.flags & CSIMDJSON_HAS_ESCAPES), old.symbol);
    last_symbol = old.symbol;
    at++;
    twin = cursor + 1;
    resume = earlier.next(twin);
    return true;
}

/// Whether it is worth the trouble: whether a scalar is the same as its twin, and a container of its kind.
bool Walk::may_be_taken(size_t position) const {
    if (twin == csimdjson::nowhere) return false;
    const csimdjson_node &old = earlier.nodes[twin];
    if (old.kind >= CSIMDJSON_ARRAY) return bytes[position] == (old.kind == CSIMDJSON_OBJECT ? '{' : '[');
    const uint32_t start = earlier.start(twin), size = earlier.known_end(twin) - start;
    return size <= length - position && start + size <= earlier.length
        && csimdjson::same_bytes(bytes + position, earlier.bytes + start, size);
}

template <bool has_earlier>
csimdjson_status Walk::run() {
    csimdjson_status status;
    size_t position;
    if (has_earlier) twin = 0, resume = earlier.nodes[0].span;

value:
    if (has_earlier && at < index_count && may_be_taken(index[at])) goto take_over;
own_value:
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (count >= node_limit) return fail(CSIMDJSON_TOO_MANY_NODES, position);
    switch (const uint8_t first = bytes[position]) {
    case '{':
    case '[':
        if (depth >= maximum_depth) return fail(CSIMDJSON_TOO_DEEP, position);
        open(position, first == '{' ? CSIMDJSON_OBJECT : CSIMDJSON_ARRAY);
        goto opened;
    case '"':
        status = string(position);
        break;
    default:
        status = scalar(position, first);
    }
    if (status != CSIMDJSON_OK) return status;
    cursor = resume;

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
        if (bytes[position] == ',') goto element;
        if (bytes[position] == ']') goto close;
    }
    return fail(CSIMDJSON_UNEXPECTED, position);

opened:
    if (at < index_count && bytes[index[at]] == (in_object ? '}' : ']')) {
        position = index[at++];
        goto close;
    }
    if (in_object) goto key;
element:
    if (has_earlier) enter_element();
    goto value;

key:
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (count >= node_limit) return fail(CSIMDJSON_TOO_MANY_NODES, position);
    if (bytes[position] != '"') return fail(CSIMDJSON_UNEXPECTED, position);
    if (has_earlier && known_key(position)) goto value;
    status = key(position, depth <= symbol_depth);
    if (status != CSIMDJSON_OK) return status;
    if (at >= index_count) return fail(CSIMDJSON_UNEXPECTED_END, length);
    position = index[at++];
    if (bytes[position] != ':') return fail(CSIMDJSON_UNEXPECTED, position);
    if (has_earlier) follow_key();
    goto value;

close:
    csimdjson::close_container(ground, *this, position + 1, count);
    goto after_value;

take_over:
    {
        // A copy, since a place that others see cannot be kept in registers.
        const csimdjson::Place place = *this;
        static_cast<csimdjson::Place &>(*this) = csimdjson::take_over(ground, place, index[at]);
    }
    switch (next) {
    case csimdjson::Next::value: goto own_value;
    case csimdjson::Next::first: goto opened;
    case csimdjson::Next::after_value: goto after_value;
    }
    __builtin_unreachable();
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
    csimdjson_parser *parser, const uint8_t *bytes, size_t length, uint32_t symbol_depth,
    const csimdjson_document *earlier) {
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
    const csimdjson::Ground ground{
        earlier ? csimdjson::Earlier{earlier->nodes, earlier->bytes, earlier->length} : csimdjson::Earlier{nullptr, nullptr, 0},
        bytes, length, base, parser->stage1->structural_indexes.get(), parser->stage1->n_structural_indexes,
        parser->nodes.get(), parser->containers.get(), parser->maximum_nodes, parser->maximum_depth};
    Walk walk(*parser, ground, symbol_depth);
    const csimdjson_status status = earlier ? walk.run<true>() : walk.run<false>();
    if (status != CSIMDJSON_OK) return failure(status, walk.error_offset);
    return csimdjson_result{parser->nodes.get(), walk.node_count(), CSIMDJSON_OK, -1};
}

extern "C" void csimdjson_parser_exchange_nodes(csimdjson_parser *parser, csimdjson_node **nodes, size_t *capacity) {
    csimdjson_node *const given = parser->nodes.release();
    parser->nodes.reset(*nodes);
    std::swap(parser->node_capacity, *capacity);
    *nodes = given;
}

extern "C" void csimdjson_nodes_destroy(csimdjson_node *nodes) { delete[] nodes; }

extern "C" size_t csimdjson_structural_count(csimdjson_parser *parser, const uint8_t *bytes, size_t length) {
    if (length > parser->maximum_bytes || length == 0) return 0;
    return parser->index(bytes, length) == CSIMDJSON_OK ? parser->stage1->n_structural_indexes : 0;
}
