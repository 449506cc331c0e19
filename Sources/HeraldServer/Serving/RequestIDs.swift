internal import Synchronization

/// Makes request ids, unique among processes by a random start.
final class RequestIDs: Sendable {
    private let start = Hexadecimal.text((0..<6).map { _ in UInt8.random(in: .min ... .max) })
    private let counter = Atomic<Int>(0)

    /// The id that a request brought, if it is sane; else a new one.
    func id(_ proposed: String?) -> String {
        if let proposed, Self.isSane(proposed) { return proposed }
        return start + "-" + String(counter.add(1, ordering: .relaxed).newValue, radix: 16)
    }

    /// From 1 to 64 letters, digits and `-_.:`, so that it may stand in logs and headers as it is.
    static func isSane(_ id: String) -> Bool {
        guard (1...64).contains(id.utf8.count) else { return false }
        return id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: ":"):
                true
            default: false
            }
        }
    }
}
