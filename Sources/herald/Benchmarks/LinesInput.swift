import EventLog
import Synchronization

/// Lines as an input of the importer, in chunks of a megabyte.
final class LinesInput<Lines: IteratorProtocol & Sendable>: Sendable where Lines.Element == [UInt8] {
    private let lines: Mutex<Lines>

    init(_ lines: Lines) { self.lines = Mutex(lines) }

    var importInput: ImportInput {
        ImportInput(name: "bench") { [self] in chunk() }
    }

    private func chunk() -> [UInt8] {
        lines.withLock { lines in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(1 << 20)
            while bytes.count < 1 << 20, let line = lines.next() {
                bytes += line
                bytes.append(UInt8(ascii: "\n"))
            }
            return bytes
        }
    }
}
