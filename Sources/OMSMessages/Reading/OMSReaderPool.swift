internal import Synchronization

/// Message readers that are used again and again: each belongs to one thread at a time and keeps its buffers.
///
/// Making a reader costs as much as reading four messages.
public final class OMSReaderPool: Sendable {
    /// Not shared: whoever has taken it out is its only user.
    private struct Spare: @unchecked Sendable {
        let reader: OMSMessageReader
    }

    /// More are not kept: as many as may run at the same time.
    private static let maximumSpare = 8
    /// Readers that have seen a larger body are given up with their buffers.
    private static let maximumKept = 1 << 20

    private let make: @Sendable () -> OMSMessageReader
    private let spare = Mutex<[Spare]>([])

    /// - Parameter make: makes a reader, where none is spare.
    public init(_ make: @escaping @Sendable () -> OMSMessageReader) { self.make = make }

    /// Lends a reader to `body`, which must not keep it.
    public func withReader<Result, Failure: Error>(
        _ body: (OMSMessageReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let taken = spare.withLock { $0.popLast() } ?? Spare(reader: make())
        defer {
            if taken.reader.largestBody <= Self.maximumKept {
                spare.withLock { if $0.count < Self.maximumSpare { $0.append(taken) } }
            }
        }
        return try body(taken.reader)
    }
}
