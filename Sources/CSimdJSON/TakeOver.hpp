// Takes over from an earlier document what stands in the next one in the same bytes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "CSimdJSON.h"
#include "Earlier.hpp"

namespace csimdjson {

/// A container that a walk is in.
struct Container {
    uint32_t node;    ///< Its own node.
    uint32_t twin;    ///< The container that stands in its place in the earlier document, or `nowhere`.
    uint32_t resume;  ///< Where the earlier document goes on behind it.
};

/// What a walk goes over, and what it writes to.
struct Ground {
    Earlier earlier;
    const uint8_t *bytes;
    size_t length;
    uint32_t base;
    const uint32_t *index;  ///< Where the structural characters are.
    uint32_t index_count;
    csimdjson_node *nodes;
    Container *containers;
    uint32_t node_limit;
    uint32_t maximum_depth;
};

/// What a walk meets next; `first` is what stands behind the opening of a container.
enum class Next { value, first, after_value };

/// Where a walk stands.
struct Place {
    uint32_t at = 0;     ///< The next structural character.
    uint32_t count = 0;  ///< Nodes written so far.
    uint32_t depth = 0;
    uint16_t last_symbol = 0;
    bool in_object = false;
    Next next = Next::value;

    // In the earlier document, member by member, element by element, whatever they say:
    /// The next member or element of the container, and one past the last.
    uint32_t cursor = 0, cursor_end = 0;
    /// The value that stands in the place of the next one, and where the earlier document goes on behind it.
    uint32_t twin = nowhere, resume = 0;
};

#define INLINED inline __attribute__((always_inline))

/// Closes the innermost container, which ends before the byte `end` and the node `next_node`.
INLINED void close_container(const Ground &ground, Place &place, size_t end, uint32_t next_node) {
    const Container container = ground.containers[--place.depth];
    ground.nodes[container.node].end = static_cast<uint32_t>(end + ground.base);
    ground.nodes[container.node].span = next_node - container.node;
    place.cursor = container.resume;
    place.cursor_end = 0;
    place.in_object = false;
    if (place.depth == 0) return;
    const Container parent = ground.containers[place.depth - 1];
    place.in_object = ground.nodes[parent.node].kind == CSIMDJSON_OBJECT;
    if (parent.twin != nowhere) place.cursor_end = ground.earlier.next(parent.twin);
}

/// One step of a walk through two documents at once, as far as they are the same.
///
/// Equal bytes are equal tokens, if what ends them is among the equal bytes. Their nodes are a run, which is copied in one piece;
/// then the walk is brought behind it.
class TakeOver {
public:
    /// The walk stands at a value with a twin, which starts at `position` and of which nothing is read yet.
    INLINED TakeOver(const Ground &ground, const Place &place, size_t position)
        : ground(ground), earlier(ground.earlier), place(place), first(place.twin), further(place.count - place.twin) {
        const uint32_t start = earlier.start(first);
        equal = start + common_prefix(ground.bytes + position, ground.length - position, earlier.bytes + start, earlier.length - start);
        shift = static_cast<uint32_t>(position + ground.base) - start;
        reached = start;
    }

    /// Goes as far as the documents are the same.
    INLINED Place run() {
        place.next = Next::value;
        copy();
        if (stop == first) return place;
        if (is_whole(first, place.resume)) {
            pass(first, place.resume);
        } else {
            enter(first, place.resume);
        }
        for (;;) {
            const uint32_t name = place.in_object ? 1 : 0;
            while (place.cursor < place.cursor_end && is_whole(place.cursor + name, earlier.next(place.cursor + name))) {
                pass(place.cursor + name, earlier.next(place.cursor + name));
            }
            if (place.cursor == place.cursor_end) {
                if (!leave()) break;
            } else {
                if (place.cursor >= stop) break;
                const uint32_t value = place.cursor + name;
                if (name) stand_at(value);
                if (value >= stop) break;
                enter(value, earlier.next(value));
            }
        }
        place.count = stop + further;
        seek();
        return place;
    }

private:
    const Ground &ground;
    const Earlier earlier;
    Place place;
    const uint32_t first;    ///< The first node that is taken over, and one past the last.
    uint32_t stop = 0;
    const uint32_t further;  ///< How many nodes further on they stand here,
    uint32_t shift;          ///< and how many bytes.
    size_t equal;            ///< One past the last byte of the earlier document that is known to be the same here.
    uint32_t reached;
    uint32_t closed = 0;

    /// Copies the run of nodes.
    INLINED void copy() {
        typedef uint32_t words __attribute__((vector_size(16)));
        static_assert(sizeof(csimdjson_node) == sizeof(words), "start, end, span, and symbol with kind and flags are a word each");
        const words shifts = {shift, shift, 0, 0};
        const words kept = {UINT32_MAX, UINT32_MAX, UINT32_MAX, ~(uint32_t{CSIMDJSON_TAKEN} << 24)};
        const uint32_t most = std::min(earlier.nodes[0].span - first, ground.node_limit - place.count);
        const csimdjson_node *const from = earlier.nodes + first;
        csimdjson_node *const to = ground.nodes + place.count;
        uint32_t nodes = 0;
        for (; nodes < most && from[nodes].start < equal; nodes++) {
            words node;
            std::memcpy(&node, from + nodes, sizeof node);
            node = (node & kept) + shifts;
            std::memcpy(to + nodes, &node, sizeof node);
        }
        // The last ones may have begun in what is equal, but not ended.
        while (nodes > 0 && earlier.known_end(first + nodes - 1) > equal) nodes--;
        stop = first + nodes;
    }

    /// Whether all of a value is taken over.
    INLINED bool is_whole(uint32_t value, uint32_t behind) const {
        return behind < stop || (behind == stop && earlier.end(value) <= equal);
    }

    /// Goes past a value that is taken over whole.
    INLINED void pass(uint32_t value, uint32_t behind) {
        const csimdjson_node &old = earlier.nodes[value];
        // It tells where it comes from, if that is not too far behind; what is in it need not.
        if (old.start <= UINT16_MAX) {
            csimdjson_node &node = ground.nodes[value + further];
            node.symbol = static_cast<uint16_t>(old.start);
            node.flags |= CSIMDJSON_TAKEN;
        }
        reached = old.kind == CSIMDJSON_STRING ? old.end + 1 : old.end;
        place.cursor = behind;
        place.next = Next::after_value;
    }

    /// Stands at a value whose name is taken over.
    INLINED void stand_at(uint32_t value) {
        place.last_symbol = earlier.nodes[place.cursor].symbol;
        place.twin = value;
        place.resume = earlier.next(value);
        reached = earlier.start(value);
        place.next = Next::value;
    }

    /// Enters a container that is taken over only in part. (It is not too deep: its twin lies as deep.)
    INLINED void enter(uint32_t value, uint32_t behind) {
        ground.containers[place.depth++] = Container{value + further, value, behind};
        csimdjson_node &node = ground.nodes[value + further];
        node.symbol = 0;
        place.in_object = node.kind == CSIMDJSON_OBJECT;
        place.cursor = value + 1;
        place.cursor_end = behind;
        reached = earlier.nodes[value].start + 1;
        place.next = Next::first;
    }

    /// Leaves the container, whose members are all taken over, if its end is too.
    INLINED bool leave() {
        if (place.next == Next::first || place.depth == 0) return false;
        const uint32_t end = earlier.end(ground.containers[place.depth - 1].twin);
        if (end > equal) return false;
        reached = end;
        closed++;
        close_container(ground, place, end + shift - ground.base, place.cursor_end + further);
        return true;
    }

    /// Goes on at the first structural character at or behind what is reached. A node has three structural characters at most, and
    /// a comma may stand behind it.
    INLINED void seek() {
        const uint32_t most = std::min(3 * (stop - first) + closed + 1, ground.index_count - place.at);
        const uint32_t *const from = ground.index + place.at;
        const uint32_t offset = reached + shift - ground.base;
        place.at = static_cast<uint32_t>(std::lower_bound(from, from + most, offset) - ground.index);
    }
};

/// Takes over what stands at `position`, and more behind it; out of line, so that it leaves the walk its registers.
__attribute__((noinline)) inline Place take_over(const Ground &ground, const Place &place, size_t position) {
    return TakeOver(ground, place, position).run();
}

#undef INLINED

}  // namespace csimdjson
