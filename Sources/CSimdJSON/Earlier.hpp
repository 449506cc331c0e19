// A document parsed before, for a walk that takes over what stands in the next one in the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "CSimdJSON.h"

namespace csimdjson {

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
    /// How far bytes must be equal for a node to be the same, without what is in it: a number ends only with what follows it, and
    /// with all that stands before a value, the colon behind its key is the same too.
    uint32_t known_end(uint32_t node) const {
        const uint8_t kind = nodes[node].kind;
        if (kind == CSIMDJSON_KEY) return start(node + 1);
        return kind < CSIMDJSON_ARRAY ? nodes[node].end + 1 : nodes[node].start + 1;
    }
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

/// Whether two runs of bytes are the same; both are short as a rule, and of one length.
inline bool same_bytes(const uint8_t *lhs, const uint8_t *rhs, size_t length) {
    uint64_t left = 0, right = 0;
    if (length < 8) {
        for (size_t at = 0; at < length; at++) left |= static_cast<uint64_t>(lhs[at] ^ rhs[at]);
        return left == 0;
    }
    for (size_t at = 0; at + 8 < length; at += 8) {
        std::memcpy(&left, lhs + at, 8);
        std::memcpy(&right, rhs + at, 8);
        if (left != right) return false;
    }
    std::memcpy(&left, lhs + length - 8, 8);
    std::memcpy(&right, rhs + length - 8, 8);
    return left == right;
}

}  // namespace csimdjson
