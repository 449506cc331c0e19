/// Messages waiting for their time: a binary heap, earliest first, first in first out among equals.
struct DeliveryQueue: Sendable {
    private struct Entry: Sendable {
        var time: Int64
        var serial: UInt64
        var message: SampleMessage

        static func < (lhs: Entry, rhs: Entry) -> Bool { (lhs.time, lhs.serial) < (rhs.time, rhs.serial) }
    }

    private var heap: [Entry] = []
    private var serial: UInt64 = 0

    var count: Int { heap.count }
    /// The earliest time.
    var first: Int64? { heap.first?.time }

    mutating func insert(_ message: SampleMessage) {
        heap.append(Entry(time: message.time, serial: serial, message: message))
        serial += 1
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> SampleMessage? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last.message }
        heap[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[smallest] {
                smallest = child
            }
            if smallest == parent { break }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
        return first.message
    }
}
