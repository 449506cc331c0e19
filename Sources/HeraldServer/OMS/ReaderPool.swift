internal import OMSMessages
internal import Synchronization

/// Message readers that are used again and again: each belongs to one thread at a time and keeps its buffers.
final class ReaderPool: Sendable {
    /// Not shared: whoever has taken it out is its only user.
    private struct Spare: @unchecked Sendable {
        let reader: OMSMessageReader
    }

    /// More are not kept: as many as may run at the same time.
    private static let maximumSpare = 8
    /// Readers that have seen a larger body are given up with their buffers.
    private static let maximumKept = 1 << 20

    private let limits: OMSMessageReader.Limits
    private let spare = Mutex<[Spare]>([])

    init(maximumBytes: Int) { limits = OMSMessageReader.Limits(maximumBytes: maximumBytes) }

    /// Reads the envelope of every message in a body.
    func request(in body: [UInt8]) throws(OMSMessageError) -> OMSRequest {
        let taken = spare.withLock { $0.popLast() } ?? Spare(reader: OMSMessageReader(limits: limits))
        defer {
            if body.count <= Self.maximumKept {
                spare.withLock { if $0.count < Self.maximumSpare { $0.append(taken) } }
            }
        }
        return try taken.reader.request(in: body)
    }
}
