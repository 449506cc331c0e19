/// Messages waiting for their time: a binary heap, earliest first, first in first out among equals.
///
/// The heap holds only times and places; the messages themselves stay where they are until they leave.
struct DeliveryQueue: Sendable {
    private struct Entry: Sendable {
        var time: Int64
        var serial: UInt64
        var slot: Int

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            lhs.time < rhs.time || (lhs.time == rhs.time && lhs.serial < rhs.serial)
        }
    }

    private var heap: [Entry] = []
    private var slots: [SampleMessage?] = []
    private var freeSlots: [Int] = []
    private var serial: UInt64 = 0

    var count: Int { heap.count }
    /// The earliest time.
    var first: Int64? { heap.first?.time }

    mutating func insert(_ message: SampleMessage) {
        var child = heap.count
        heap.append(Entry(time: message.time, serial: serial, slot: store(message)))
        serial += 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> SampleMessage? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return take(last.slot) }
        heap[0] = last
        var parent = 0
        while true {
            var smallest = parent
            let left = 2 * parent + 1
            if left < heap.count, heap[left] < heap[smallest] { smallest = left }
            if left + 1 < heap.count, heap[left + 1] < heap[smallest] { smallest = left + 1 }
            if smallest == parent { break }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
        return take(first.slot)
    }

    private mutating func store(_ message: SampleMessage) -> Int {
        if let slot = freeSlots.popLast() {
            slots[slot] = message
            return slot
        }
        slots.append(message)
        return slots.count - 1
    }

    private mutating func take(_ slot: Int) -> SampleMessage? {
        freeSlots.append(slot)
        return slots[slot].take()
    }
}
