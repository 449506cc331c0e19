internal import OMSMessages

/// Looks at the messages of one shard in the order of their positions.
struct ShardInspection {
    struct Outcome: Sendable {
        var messages: Int
        var found: Int
        var findings: [LogFinding]
    }

    let shard: Int16
    let shards: Int
    private(set) var outcome = Outcome(messages: 0, found: 0, findings: [])
    private let limit: Int
    private var last: Int64 = 0
    private let reader = OMSMessageReader(limits: .init(maximumBytes: 1 << 30, maximumNodes: 1 << 28))

    /// - Parameter limit: how many findings are kept; all are counted.
    init(shard: Int16, shards: Int, limit: Int) {
        self.shard = shard
        self.shards = shards
        self.limit = limit
    }

    mutating func inspect(_ message: borrowing CopiedMessage) {
        outcome.messages += 1
        if message.position > last + 1 { reportHole(last + 1...message.position - 1) }
        last = message.position
        // What was erased no longer has the digest it was known by.
        guard message.erasureID == nil else { return }
        let (envelope, digest) = unsafe message.withPayload { bytes in
            guard let envelope = try? unsafe reader.envelope(of: bytes) else {
                return (nil, nil) as (OMSEnvelope?, MessageDigest?)
            }
            let digest = unsafe MessageDigest(
                rpcID: envelope.rpcID, method: envelope.method.text, params: bytes.bytes.extracting(envelope.params))
            return (envelope, digest)
        }
        guard let envelope, let digest else {
            return report(.unreadable, message.position, "the payload is no JSON-RPC message any more")
        }
        if digest != message.digest {
            report(.digestMismatch, message.position, "the payload does not have the digest it was stored under")
        }
        inspectColumns(message, envelope)
    }

    private mutating func inspectColumns(_ message: borrowing CopiedMessage, _ envelope: OMSEnvelope) {
        let orderID = message.orderID
        let place =
            orderID.map { ShardHash.shard(of: $0.utf8, among: shards) }
            ?? ShardHash.shard(of: message.digest.bytes, among: shards)
        if place != shard { report(.wrongShard, message.position, "the message belongs to shard \(place)") }
        for (column, stored, actual) in [
            ("order_id", orderID, envelope.orderID), ("sales_channel", message.salesChannel, envelope.salesChannel),
            ("message_id", message.messageID, envelope.messageID), ("method", message.method, envelope.method.text),
        ] where stored != actual.map({ IndexedText($0).text }) {
            report(.columnMismatch, message.position, "\(column) is not what the payload says")
        }
    }

    /// Compares with the counter, after the last message.
    mutating func finish(counter: Int64?) {
        guard let counter else { return }
        if counter < last {
            report(.counterBehind, counter + 1...last, "the counter says \(counter), the newest message is \(last)")
        } else if counter > last {
            report(.tailMissing, last + 1...counter, "the counter says \(counter), the newest message is \(last)")
        }
    }

    private mutating func reportHole(_ range: ClosedRange<Int64>) {
        report(.hole, range, range.count == 1 ? "no message stands here" : "no messages stand here")
    }

    private mutating func report(_ kind: LogFinding.Kind, _ position: Int64, _ explanation: String) {
        report(kind, position...position, explanation)
    }

    private mutating func report(_ kind: LogFinding.Kind, _ range: ClosedRange<Int64>?, _ explanation: String) {
        outcome.found += 1
        guard outcome.findings.count < limit else { return }
        outcome.findings.append(LogFinding(kind: kind, shard: shard, positions: range, explanation: explanation))
    }
}
