// A document parsed before, for a walk that takes over what stands in the next one in the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "CSimdJSON.h"

namespace csimdjson {

/// A container that a walk is in.
struct Container {
    uint32_t node;    ///< Its own node.
    uint32_t twin;    ///< The container that stands in its place in the earlier document, or `nowhere`.
    uint32_t resume;  ///< Where the earlier document goes on behind it.
};

constexpr uint32_t nowhere = UINT32_MAX;

/// The earlier document.
struct Earlier {
    const csimdjson_node *nodes;
    const uint8_t *bytes;
    size_t length;

    /// Where a value or key starts, its quote included.
    uint32_t start(uint32_t node) const {
        const uint8_t kind = nodes[node].kind;
        return nodes[node].start - (kind == CSIMDJSON_STRING || kind == CSIMDJSON_KEY ? 1 : 0);
    }
    /// One past the last byte of a value, its quote included.
    uint32_t end(uint32_t node) const { return nodes[node].end + (nodes[node].kind == CSIMDJSON_STRING ? 1 : 0); }
    /// How far bytes must be equal for a value to be the same: a number ends only with what follows it.
    uint32_t known_end(uint32_t node) const { return nodes[node].end + (nodes[node].kind < CSIMDJSON_ARRAY ? 1 : 0); }
    /// The node behind a value and all that is in it.
    uint32_t next(uint32_t node) const { return node + nodes[node].span; }
};

/// How many bytes two texts have in common at their beginning.
inline size_t common_prefix(const uint8_t *lhs, size_t lhs_length, const uint8_t *rhs, size_t rhs_length) {
    const size_t length = lhs_length < rhs_length ? lhs_length : rhs_length;
    size_t at = 0;
    for (; at + 32 <= length; at += 32) {
        uint64_t left[4], right[4];
        std::memcpy(left, lhs + at, 32);
        std::memcpy(right, rhs + at, 32);
        if (((left[0] ^ right[0]) | (left[1] ^ right[1]) | (left[2] ^ right[2]) | (left[3] ^ right[3])) != 0) break;
    }
    for (; at + 8 <= length; at += 8) {
        uint64_t left, right;
        std::memcpy(&left, lhs + at, 8);
        std::memcpy(&right, rhs + at, 8);
        if (left != right) return at + static_cast<size_t>(__builtin_ctzll(left ^ right)) / 8;
    }
    while (at < length && lhs[at] == rhs[at]) at++;
    return at;
}

/// Copies a value of the earlier document, with all that is in it, to a place that lies `shift` bytes further on.
///
/// The value itself, not what is in it, tells where it comes from: by the byte where it started, if that is not too far behind.
inline void take(csimdjson_node *to, const csimdjson_node *from, uint32_t shift) {
    typedef uint32_t words __attribute__((vector_size(16)));
    static_assert(sizeof(csimdjson_node) == sizeof(words), "start, end, span, and symbol with kind and flags are a word each");
    const words shifts = {shift, shift, 0, 0};
    const words kept = {UINT32_MAX, UINT32_MAX, UINT32_MAX, ~(uint32_t{CSIMDJSON_TAKEN} << 24)};
    const uint32_t count = from->span;
    for (uint32_t i = 0; i < count; i++) {
        words node;
        std::memcpy(&node, from + i, sizeof node);
        node = (node & kept) + shifts;
        std::memcpy(to + i, &node, sizeof node);
    }
    if (from->start > UINT16_MAX) return;
    to->symbol = static_cast<uint16_t>(from->start);
    to->flags |= CSIMDJSON_TAKEN;
}

}  // namespace csimdjson
