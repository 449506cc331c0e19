import Communications
import Postgres
import Projection
import Schema

/// Over which channels a communication goes, and to which address on each.
struct DeliveryPlan: Sendable {
    let deliveries: [PlannedDelivery]

    var isEmpty: Bool { deliveries.isEmpty }

    /// - Parameters:
    ///   - addressing: whom the kind may go to.
    ///   - channels: the delivery channels to use; nil: those of the policy.
    init(_ addressing: Addressing, channels: [String]? = nil, policy: ChannelPolicy) {
        deliveries = policy.deliveries(of: addressing, over: channels)
    }

    /// Writes the delivery rows, due at once.
    func insert(for communication: StoredCommunication, _ connection: isolated Connection) throws(PostgresError) {
        var parameters: Parameters = [communication.shard, communication.orderID, communication.id]
        parameters.append(array: deliveries.map(\.channel))
        parameters.append(array: deliveries.map(\.recipient))
        try connection.execute(SQL.insertDeliveries, parameters)
    }
}
