import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// A page of messages with the families they belong to, loaded and ready to be folded.
struct PageWork {
    let shard: Int16
    private let messages: [FoldedMessage]
    private let rules: ProjectionRules
    private var families: [String: Result<FamilyProjection, OrderDocumentError>] = [:]
    private var parked: Set<String> = []

    /// Loads what folding these messages needs.
    init(
        _ messages: [FoldedMessage], shard: Int16, generation: Int32, policy: Policy, reader: OMSMessageReader,
        on connection: isolated Connection
    ) throws {
        self.shard = shard
        self.messages = messages
        let orderIDs = Array(Set(messages.compactMap(\.orderID))).sorted()
        let positions = messages.map(\.position)
        for row in try connection.query(SQL.loadParked, [shard, generation, orderIDs]) {
            parked.insert(try row.string(0))
        }
        rules = try connection.rules(shard: shard, positions: positions, policy: policy)
        families = try connection.families(
            orderIDs.filter { !parked.contains($0) }, shard: shard, generation: generation, policy: policy,
            reader: reader)
    }

    /// Folds the messages in log order.
    ///
    /// An order whose message or document cannot be read is parked: what was folded of it in this page is dropped, and a
    /// retry folds it from the beginning.
    /// - Returns: the families that were folded into.
    func fold(parking newlyParked: inout [ShardProjector.ParkedOrder]) -> [FamilyProjection] {
        var folded: [String: FamilyProjection] = [:]
        var poisoned: [String: ShardProjector.ParkedOrder] = [:]
        for message in messages {
            guard let orderID = message.orderID, !parked.contains(orderID), poisoned[orderID] == nil else { continue }
            // An operator's word comes before everything, also before text that cannot be read.
            guard !rules.skipped.contains(message.position) else { continue }
            func park(_ error: String) {
                poisoned[orderID] = ShardProjector.ParkedOrder(
                    orderID: orderID, position: message.position, error: error)
            }
            switch (message.content, folded[orderID].map(Result.success) ?? families[orderID]) {
            case (.failure(let error), _): park(String(describing: error))
            case (_, .failure(let error)): park(String(describing: error))
            case (_, nil): continue
            case (.success(let entry), .success(var projection)):
                // Taken out while it is folded, so that it is not copied.
                folded[orderID] = nil
                projection.apply(entry, rules)
                folded[orderID] = projection
            }
        }
        newlyParked += poisoned.values.sorted { $0.position < $1.position }
        return folded.filter { poisoned[$0.key] == nil }.values.sorted { $0.family.orderID < $1.family.orderID }
    }

    /// The first message of an order in this page.
    func firstPosition(of orderID: String) -> Int64 {
        messages.first { $0.orderID == orderID }?.position ?? 0
    }
}
