import Communications
import OMSMessages
import OrderModel
import Postgres
import Projection
import Schema

extension Outbox {
    /// Claims due deliveries, stops what must not be sent any more, and writes the attempts: one transaction.
    /// - Parameter limit: the most deliveries to take.
    func claim(_ limit: Int) async throws -> Claim {
        let token = PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
        let allowance = rates.reserve()
        do {
            let (claim, used, putOff) = try await claim(limit, token, allowance)
            rates.settle(allowance, used: used, putOff: putOff)
            return claim
        } catch {
            rates.settle(allowance, used: [:], putOff: [:])
            throw error
        }
    }

    private func claim(
        _ limit: Int, _ token: PostgresUUID, _ allowance: RateLimits.Allowance
    ) async throws -> (claim: Claim, used: [String: Int], putOff: [String: Int]) {
        var parameters: Parameters = [
            token, Int32(limit), claimTime.inSeconds, options.laneHold.inSeconds, HoldReason.channelPaused.text,
        ]
        parameters.append(array: allowance.channels)
        parameters.append(array: allowance.allowed)
        parameters.append(array: allowance.rates)
        parameters.append(array: allowance.busy)
        parameters.append(array: allowance.taken)
        parameters.append(Outbox.longestTurn.inSeconds)
        parameters.append("It waits for its turn: its channel sends only so many a second.")
        let bound = parameters
        return try await pool.transaction { connection in
            var claim = Claim(token: token)
            var deliveries: [ClaimedDelivery] = []
            var putOff: [String: Int] = [:]
            for row in try connection.query(SQL.claimDeliveries, bound) {
                if try !row.isNull(0) {
                    deliveries.append(try ClaimedDelivery(row))
                } else if let channel = try row.optionalString(3) {
                    putOff[channel] = try row.int(5)
                } else {
                    claim.examined = try row.int(5)
                }
            }
            claim.claimed = deliveries.count
            guard claim.claimed > 0 else { return (claim, [:], putOff) }
            // In their order, and before the guard looks: what another worker has just sent is known then.
            var keys = Parameters()
            keys.append(array: deliveries.map(\.shard))
            keys.append(array: deliveries.map(\.orderID))
            keys.append(array: deliveries.map(\.communicationID))
            try connection.execute(SQL.lockCommunications, keys)
            var found = try load(Dictionary(grouping: deliveries, by: \.communicationID), connection)
            claim.stopped = try stopOvertaken(&found, connection)
            try startAttempts(&found, connection)
            claim.communications = found.map(\.claimed)
            return (claim, Dictionary(grouping: deliveries, by: \.channel).mapValues(\.count), putOff)
        }
    }

    /// How long something is put off at most, before it is looked at again: a limit may be another by then.
    private static let longestTurn = Duration.seconds(900)

    /// A communication with its order's state; nil where that cannot be read.
    struct Loaded {
        var claimed: ClaimedCommunication
        let state: OrderState?
    }

    private func load(
        _ deliveries: [PostgresUUID: [ClaimedDelivery]], _ connection: isolated Connection
    ) throws -> [Loaded] {
        let keys = deliveries.values.compactMap(\.first)
        var parameters = Parameters()
        parameters.append(array: keys.map(\.shard))
        parameters.append(array: keys.map(\.orderID))
        parameters.append(array: keys.map(\.communicationID))
        let content = try loadContent(keys.map { ($0.shard, $0.communicationID) }, connection)
        let loaded = try connection.query(SQL.loadCommunicationsToSend, parameters).map { row in
            let communication = try StoredCommunication(row)
            let next = StoredCommunication.columnCount
            let document = try row.optionalBytes(next)
            let state = document.flatMap { try? OrderState(document: $0) }
            let failure: SendOutcome? =
                switch (communication.kind, document, state) {
                case (nil, _, _):
                    .temporary(class: "unknown_kind", text: "this program does not know the kind; update herald")
                case (_, nil, _):
                    .temporary(class: "order_missing", text: "the read model of the order is missing; rebuild it")
                case (_, _, nil):
                    .temporary(class: "order_unreadable", text: "the state of the order cannot be read; rebuild it")
                default: nil
                }
            let channels = try row.isNull(next + 1) ? [] : row.stringArray(next + 1)
            let addresses = try row.isNull(next + 2) ? [] : row.stringArray(next + 2)
            return Loaded(
                claimed: ClaimedCommunication(
                    communication: communication, deliveries: deliveries[communication.id] ?? [],
                    recipients: zip(channels, addresses).map { (channel: $0, address: $1) },
                    content: content[communication.id] ?? [:], failure: failure),
                state: state)
        }
        // In the order in which they should leave.
        return loaded.sorted {
            let (left, right) = ($0.claimed.communication, $1.claimed.communication)
            return (left.shard, left.position, left.id) < (right.shard, right.position, right.id)
        }
    }

    func loadContent(
        _ keys: [(shard: Int16, id: PostgresUUID)], _ connection: isolated Connection
    ) throws(PostgresError) -> [PostgresUUID: [ContentPart: [UInt8]]] {
        var parameters = Parameters()
        parameters.append(array: keys.map(\.shard))
        parameters.append(array: keys.map(\.id))
        var content: [PostgresUUID: [ContentPart: [UInt8]]] = [:]
        for row in try connection.query(SQL.loadStoredContent, parameters) {
            guard let part = ContentPart(rawValue: try row.string(1)) else { continue }
            content[try row.uuid(0), default: [:]][part] = try row.bytes(2)
        }
        return content
    }

    private func startAttempts(_ found: inout [Loaded], _ connection: isolated Connection) throws(PostgresError) {
        let deliveries = found.flatMap(\.claimed.deliveries)
        guard !deliveries.isEmpty else { return }
        var parameters = Parameters()
        parameters.append(array: deliveries.map(\.shard))
        parameters.append(array: deliveries.map(\.orderID))
        parameters.append(array: deliveries.map(\.communicationID))
        parameters.append(array: deliveries.map(\.channel))
        parameters.append(array: deliveries.map(\.recipient))
        var numbers: [DeliveryKey: Int] = [:]
        for row in try connection.query(SQL.startAttempts, parameters) {
            let key = DeliveryKey(id: try row.uuid(0), channel: try row.string(1), recipient: try row.string(2))
            numbers[key] = try row.int(3)
        }
        for index in found.indices {
            for other in found[index].claimed.deliveries.indices {
                let delivery = found[index].claimed.deliveries[other]
                let key = DeliveryKey(
                    id: delivery.communicationID, channel: delivery.channel, recipient: delivery.recipient)
                found[index].claimed.deliveries[other].attempt = numbers[key] ?? delivery.tries
            }
        }
    }
}

private struct DeliveryKey: Hashable {
    let id: PostgresUUID
    let channel: String
    let recipient: String
}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
