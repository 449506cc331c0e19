// A strict JSON reader over libsimdjson with a plain C face: one call turns bytes into a flat list of nodes.
#ifndef HERALD_CSIMDJSON_H
#define HERALD_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CSIMDJSON_NULL = 0,
    CSIMDJSON_FALSE = 1,
    CSIMDJSON_TRUE = 2,
    CSIMDJSON_NUMBER = 3,
    CSIMDJSON_STRING = 4,
    CSIMDJSON_ARRAY = 5,
    CSIMDJSON_OBJECT = 6,
    CSIMDJSON_KEY = 7,
};

/// Flags of strings and keys: the text contains at least one backslash; some text of the document is not ASCII.
/// Of values: taken over from an earlier document, where `symbol` is the byte that it starts at.
enum { CSIMDJSON_HAS_ESCAPES = 1, CSIMDJSON_MAY_BE_WIDE = 2, CSIMDJSON_TAKEN = 4 };

/// One value or key. Children follow their container; in an object, keys and values alternate.
typedef struct {
    uint32_t start;  ///< First byte of the raw text; for strings and keys the one after the opening quote.
    uint32_t end;    ///< One past the last byte; for strings and keys the closing quote.
    uint32_t span;   ///< Nodes of this subtree, itself included: the next sibling lies `span` nodes further.
    uint16_t symbol; ///< Of a key: 1 + index in the parser's list of names, 0 for any other name. See CSIMDJSON_TAKEN.
    uint8_t kind;
    uint8_t flags;
} csimdjson_node;

typedef enum {
    CSIMDJSON_OK = 0,
    CSIMDJSON_EMPTY,
    CSIMDJSON_BAD_UTF8,
    CSIMDJSON_CONTROL_CHARACTER,
    CSIMDJSON_UNCLOSED_STRING,
    CSIMDJSON_BAD_ESCAPE,
    CSIMDJSON_BAD_NUMBER,
    CSIMDJSON_BAD_LITERAL,
    CSIMDJSON_UNEXPECTED,
    CSIMDJSON_UNEXPECTED_END,
    CSIMDJSON_TRAILING,
    CSIMDJSON_TOO_DEEP,
    CSIMDJSON_TOO_MANY_NODES,
    CSIMDJSON_TOO_LARGE,
    CSIMDJSON_NO_MEMORY,
} csimdjson_status;

typedef struct {
    const csimdjson_node *nodes;  ///< Valid until the next parse; the root comes first.
    uint32_t count;
    csimdjson_status status;
    int64_t error_offset;  ///< Byte where the error was noticed, or -1 where unknown.
} csimdjson_result;

/// A document parsed before by the same parser and to the same symbol depth, with its root first among its nodes.
typedef struct {
    const csimdjson_node *nodes;
    const uint8_t *bytes;
    size_t length;
} csimdjson_document;

typedef struct csimdjson_parser csimdjson_parser;

/// Makes a parser; null when memory is short. Not for use by two threads at a time.
/// `names` are the member names that get a symbol; they are copied. An empty one takes a symbol and names nothing.
csimdjson_parser *csimdjson_parser_create(
    uint32_t maximum_depth, uint32_t maximum_nodes, uint64_t maximum_bytes, const char *const *names,
    size_t name_count);

void csimdjson_parser_destroy(csimdjson_parser *parser);

/// Parses one whole document. Reads exactly `length` bytes, needs no padding, keeps no pointer to them.
/// Keys get symbols down to `symbol_depth` containers; deeper ones get 0, which saves time where nobody reads them.
///
/// `earlier` may be null. What stands in the same place of it in the same bytes is taken over, which is a copy and no parsing;
/// the result is the same nodes, but for CSIMDJSON_TAKEN.
csimdjson_result csimdjson_parse(
    csimdjson_parser *parser, const uint8_t *bytes, size_t length, uint32_t symbol_depth,
    const csimdjson_document *earlier);

/// Gives the nodes of the last parse away, and takes a buffer of nodes for later ones: an earlier one's, or null.
///
/// What is given away is valid until it is given back or destroyed.
void csimdjson_parser_exchange_nodes(csimdjson_parser *parser, csimdjson_node **nodes, size_t *capacity);

/// Frees nodes that a parser gave away; null is none.
void csimdjson_nodes_destroy(csimdjson_node *nodes);

/// Runs the structural index alone, for comparison in benchmarks; returns the number of structural characters.
size_t csimdjson_structural_count(csimdjson_parser *parser, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
