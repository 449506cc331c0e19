// Finds the symbol of a member name: a perfect hash, made once, and one comparison by words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace csimdjson {

class NameTable {
public:
    NameTable(const char *const *names, size_t count) {
        names_.reserve(count);
        entries_.reserve(count + 1);
        entries_.push_back(Entry{});
        for (size_t i = 0; i < count; i++) {
            names_.emplace_back(names[i]);
            const std::string &name = names_.back();
            entries_.push_back(words(reinterpret_cast<const uint8_t *>(name.data()), name.size(), 0, name.size()));
        }
        successors_.assign((count + 1) * depths, 0);
        size_t slots = 64;
        while (slots < count * 16) slots *= 2;
        mask_ = static_cast<uint32_t>(slots - 1);
        // With a few tries the hash is perfect: no two names share a slot, and a look-up is one comparison.
        for (multiplier_ = 0x9E3779B97F4A7C15u; !fill(slots); multiplier_ = multiplier_ * 0xD6E8FEB86659FD93u + 2) {}
    }

    /// `before` bytes may be read in front of `text`, and `readable` bytes from it on, at least `length`.
    inline __attribute__((always_inline)) uint16_t find(const uint8_t *text, size_t length, size_t before, size_t readable) const {
        if (length == 0) return 0;
        const Entry wanted = words(text, length, before, readable);
        const uint16_t symbol = table_[slot(wanted)];
        const Entry &entry = entries_[symbol];
        if (entry.first != wanted.first || entry.last != wanted.last || entry.length != wanted.length) return 0;
        if (length <= 16) return symbol;
        return std::memcmp(names_[symbol - 1].data() + 8, text + 8, length - 16) == 0 ? symbol : 0;
    }

    /// The name that followed `symbol` last, so many containers deep; 0 where none did. Messages name their members in one order,
    /// and what `id` is followed by depends on whose id it is.
    inline __attribute__((always_inline)) uint16_t successor(uint16_t symbol, uint32_t depth) const {
        return successors_[place(symbol, depth)];
    }

    /// Remembers which name followed another.
    inline __attribute__((always_inline)) void follow(uint16_t symbol, uint32_t depth, uint16_t next) {
        successors_[place(symbol, depth)] = next;
    }

    size_t length(uint16_t symbol) const { return entries_[symbol].length; }

    /// Whether `text` begins with the name that is guessed. At least its length and 8 bytes may be read from `text` on.
    inline __attribute__((always_inline)) bool begins(const uint8_t *text, uint16_t guess) const {
        const Entry &entry = entries_[guess];
        uint64_t first;
        std::memcpy(&first, text, 8);
        if (entry.length < 8) return ((first ^ entry.first) & ((uint64_t{1} << (8 * entry.length)) - 1)) == 0;
        uint64_t last;
        std::memcpy(&last, text + entry.length - 8, 8);
        if (first != entry.first || last != entry.last) return false;
        if (entry.length <= 16) return true;
        return std::memcmp(names_[guess - 1].data() + 8, text + 8, entry.length - 16) == 0;
    }

    bool empty() const { return names_.empty(); }

private:
    /// Names deeper than this are not told apart by their depth.
    static constexpr uint32_t depths = 8;

    static size_t place(uint16_t symbol, uint32_t depth) { return size_t{symbol} * depths + depth % depths; }

    /// The first and the last eight bytes tell names of up to 16 bytes apart.
    struct Entry {
        uint64_t first = 0;
        uint64_t last = 0;
        uint64_t length = 0;
    };

    bool fill(size_t slots) {
        table_.assign(slots, 0);
        for (size_t i = 1; i < entries_.size(); i++) {
            if (entries_[i].length == 0) continue;  // keeps a place, names nothing
            uint16_t &place = table_[slot(entries_[i])];
            if (place != 0) return false;
            place = static_cast<uint16_t>(i);
        }
        return true;
    }

    static inline __attribute__((always_inline)) Entry words(const uint8_t *text, size_t length, size_t before, size_t readable) {
        Entry entry;
        entry.length = length;
        const unsigned unused = length < 8 ? 64 - 8 * static_cast<unsigned>(length) : 0;
        if (readable >= 8 && before + length >= 8) {
            // Both loads reach past a short name and are cut to it: no branch on the length.
            std::memcpy(&entry.first, text, 8);
            std::memcpy(&entry.last, text + length - 8, 8);
            entry.first = entry.first << unused >> unused;
            entry.last >>= unused;
        } else {
            std::memcpy(&entry.first, text, length < 8 ? length : 8);
            entry.last = entry.first;
            if (length >= 8) std::memcpy(&entry.last, text + length - 8, 8);
        }
        return entry;
    }

    uint32_t slot(const Entry &entry) const {
        const uint64_t mixed = (entry.first ^ (entry.last << 7 | entry.last >> 57) ^ entry.length) * multiplier_;
        return static_cast<uint32_t>(mixed >> 44) & mask_;
    }

    std::vector<std::string> names_;
    std::vector<Entry> entries_;  ///< By symbol; the one of symbol 0 has length 0 and equals no name.
    std::vector<uint16_t> table_;
    std::vector<uint16_t> successors_;  ///< By symbol and depth: a guess, which is checked each time.
    uint64_t multiplier_ = 0;
    uint32_t mask_ = 0;
};

}  // namespace csimdjson
