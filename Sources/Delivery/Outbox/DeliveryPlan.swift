import Communications
import Postgres
import Projection
import Schema

/// Over which channels a communication goes, and to which address on each.
struct DeliveryPlan: Sendable {
    private(set) var deliveries: [(channel: String, recipient: String)] = []

    var isEmpty: Bool { deliveries.isEmpty }

    /// - Parameters:
    ///   - addressing: whom the kind may go to.
    ///   - channels: the delivery channels of the policy.
    ///   - known: the channels by name; one that is not configured counts as e-mail, so that its failure is seen.
    init(_ addressing: Addressing, channels: [String], known: [String: any DeliveryChannel]) {
        for channel in channels {
            let addresses: [String] =
                switch (known[channel]?.reach ?? .email, addressing) {
                case (.endpoints(let endpoints), _): endpoints
                case (_, .customerService(_, let desks)): desks.map(\.address)
                case (.email, .customer(_, let contact)): [contact?.email].compactMap(\.self)
                case (.phone, .customer(_, let contact)): [contact?.phone].compactMap(\.self)
                }
            for address in addresses where !deliveries.contains(where: { $0 == (channel, address) }) {
                deliveries.append((channel, address))
            }
        }
    }

    /// Writes the delivery rows, due at once.
    func insert(for communication: StoredCommunication, _ connection: isolated Connection) throws(PostgresError) {
        var parameters: Parameters = [communication.shard, communication.orderID, communication.id]
        parameters.append(array: deliveries.map(\.channel))
        parameters.append(array: deliveries.map(\.recipient))
        try connection.execute(SQL.insertDeliveries, parameters)
    }
}
