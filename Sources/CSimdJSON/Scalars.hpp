// The grammar of numbers, literals and escapes (RFC 8259), checked over raw text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace csimdjson {

inline bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }
inline bool is_digit(uint8_t byte) { return static_cast<uint8_t>(byte - '0') < 10; }
inline bool is_hex(uint8_t byte) {
    return is_digit(byte) || static_cast<uint8_t>((byte | 0x20) - 'a') < 6;
}

/// What a text is made of.
struct Look {
    bool is_wide;        ///< Some byte is 0x80 or above.
    bool has_backslash;
};

/// Looks through a text once, by vectors of 16 bytes.
inline Look look_through(const uint8_t *bytes, size_t length) {
    typedef uint8_t vector __attribute__((vector_size(16)));
    typedef uint64_t words __attribute__((vector_size(16)));
    const vector backslash = {'\\', '\\', '\\', '\\', '\\', '\\', '\\', '\\',
                              '\\', '\\', '\\', '\\', '\\', '\\', '\\', '\\'};
    vector seen = {}, found = {};
    size_t at = 0;
    for (; at + 32 <= length; at += 32) {
        vector first, second;
        std::memcpy(&first, bytes + at, 16);
        std::memcpy(&second, bytes + at + 16, 16);
        seen |= first | second;
        found |= (vector)(first == backslash) | (vector)(second == backslash);
    }
    uint8_t rest = 0;
    bool rest_found = false;
    for (; at < length; at++) {
        rest |= bytes[at];
        rest_found |= bytes[at] == '\\';
    }
    const words all = (words)seen, any = (words)found;
    return Look{((all[0] | all[1]) & 0x8080808080808080u) != 0 || rest >= 0x80, (any[0] | any[1]) != 0 || rest_found};
}

/// Whether only white space lies in `from ..< limit`.
inline bool rest_is_space(const uint8_t *bytes, size_t from, size_t limit) {
    while (from < limit && is_space(bytes[from])) from++;
    return from >= limit;
}

/// The end of the number that starts at `at`, or 0 when there is none; any size and precision is a number.
inline size_t number_end(const uint8_t *bytes, size_t at, size_t limit) {
    if (bytes[at] == '-') at++;
    if (at >= limit || !is_digit(bytes[at])) return 0;
    if (bytes[at] == '0') {
        at++;
    } else {
        while (at < limit && is_digit(bytes[at])) at++;
    }
    if (at < limit && bytes[at] == '.') {
        const size_t fraction = ++at;
        while (at < limit && is_digit(bytes[at])) at++;
        if (at == fraction) return 0;
    }
    if (at < limit && (bytes[at] | 0x20) == 'e') {
        at++;
        if (at < limit && (bytes[at] == '+' || bytes[at] == '-')) at++;
        const size_t exponent = at;
        while (at < limit && is_digit(bytes[at])) at++;
        if (at == exponent) return 0;
    }
    return at;
}

/// The offset of the first bad escape in `from ..< end`, or `end` when all are good. `has_escapes` tells whether there is any.
inline size_t bad_escape(const uint8_t *bytes, size_t from, size_t end, bool &has_escapes) {
    size_t at = from;
    while (at < end) {
        const void *found = std::memchr(bytes + at, '\\', end - at);
        if (found == nullptr) return end;
        has_escapes = true;
        const size_t escape = static_cast<size_t>(static_cast<const uint8_t *>(found) - bytes);
        if (escape + 1 >= end) return escape;
        switch (bytes[escape + 1]) {
        case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
            at = escape + 2;
            break;
        case 'u':
            if (escape + 6 > end) return escape;
            for (size_t digit = escape + 2; digit < escape + 6; digit++) {
                if (!is_hex(bytes[digit])) return escape;
            }
            at = escape + 6;
            break;
        default:
            return escape;
        }
    }
    return end;
}

/// Decodes an ASCII-only escaped name into `out`; -1 when it is longer than `capacity` or not ASCII.
inline int decode_name(const uint8_t *bytes, size_t from, size_t end, uint8_t *out, int capacity) {
    int length = 0;
    for (size_t at = from; at < end;) {
        uint32_t unit = bytes[at];
        if (unit != '\\') {
            at++;
        } else if (bytes[at + 1] == 'u') {
            unit = 0;
            for (size_t digit = at + 2; digit < at + 6; digit++) {
                const uint8_t hex = bytes[digit];
                unit = unit * 16 + (is_digit(hex) ? hex - '0' : (hex | 0x20) - 'a' + 10);
            }
            at += 6;
        } else {
            switch (bytes[at + 1]) {
            case '"': case '\\': case '/': unit = bytes[at + 1]; break;
            default: return -1;  // control characters stand in no name of ours
            }
            at += 2;
        }
        if (unit >= 0x80 || length == capacity) return -1;
        out[length++] = static_cast<uint8_t>(unit);
    }
    return length;
}

}  // namespace csimdjson
