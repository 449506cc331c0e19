// Finds the symbol of a member name: a small open-addressing table, filled once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace csimdjson {

class NameTable {
public:
    NameTable(const char *const *names, size_t count) {
        size_t slots = 64;
        while (slots < count * 4) slots *= 2;
        mask_ = static_cast<uint32_t>(slots - 1);
        table_.assign(slots, 0);
        names_.reserve(count);
        for (size_t i = 0; i < count; i++) {
            names_.emplace_back(names[i]);
            const auto *text = reinterpret_cast<const uint8_t *>(names_[i].data());
            uint32_t slot = hash(text, names_[i].size(), names_[i].size()) & mask_;
            while (table_[slot] != 0) slot = (slot + 1) & mask_;
            table_[slot] = static_cast<uint16_t>(i + 1);
        }
    }

    /// `readable` bytes may be read from `text`, at least `length`.
    uint16_t find(const uint8_t *text, size_t length, size_t readable) const {
        uint32_t slot = hash(text, length, readable) & mask_;
        while (uint16_t symbol = table_[slot]) {
            const std::string &name = names_[symbol - 1];
            if (name.size() == length && std::memcmp(name.data(), text, length) == 0) return symbol;
            slot = (slot + 1) & mask_;
        }
        return 0;
    }

    bool empty() const { return names_.empty(); }

private:
    static uint64_t load(const uint8_t *text, size_t length, size_t readable) {
        uint64_t word = 0;
        if (readable >= 8) {
            std::memcpy(&word, text, 8);
            return length >= 8 ? word : word & ((uint64_t{1} << (length * 8)) - 1);
        }
        std::memcpy(&word, text, length < 8 ? length : 8);
        return word;
    }

    static uint32_t hash(const uint8_t *text, size_t length, size_t readable) {
        const uint64_t first = load(text, length, readable);
        uint64_t last = 0;
        if (length >= 8) std::memcpy(&last, text + length - 8, 8);
        const uint64_t mixed = (first ^ (last * 0x9E3779B97F4A7C15u) ^ length) * 0xD6E8FEB86659FD93u;
        return static_cast<uint32_t>(mixed >> 40);
    }

    std::vector<std::string> names_;
    std::vector<uint16_t> table_;
    uint32_t mask_ = 0;
};

}  // namespace csimdjson
