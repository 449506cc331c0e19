import Communications
import OMSMessages
import OrderModel

/// A page of messages of one shard with all that folding them needs; see ``Connection/works(_:generation:policy:reader:)``.
struct PageWork {
    let page: ShardMessages
    var rules: ProjectionRules
    /// Orders that are parked.
    var parked: Set<String> = []
    /// By order id: stored states, messages that wait, held communications.
    private var orders: [String: Result<[OrderState], OrderDocumentError>] = [:]
    var waiting: [String: [LogEntry]] = [:]
    var held: [String: [Communication]] = [:]

    init(_ page: ShardMessages, rules: ProjectionRules) {
        self.page = page
        self.rules = rules
    }

    /// Adds a stored state.
    mutating func add(order orderID: String, document: [UInt8]) {
        guard !parked.contains(orderID), case .success(let known) = orders[orderID] ?? .success([]) else { return }
        do throws(OrderDocumentError) {
            orders[orderID] = .success(known + [try OrderState(document: document)])
        } catch {
            orders[orderID] = .failure(error)
        }
    }

    /// Folds the messages in log order.
    ///
    /// An order whose message or document cannot be read is parked: what was folded of it in this page is dropped, and a
    /// retry folds it from the beginning.
    /// - Returns: the families that were folded into.
    func fold(parking newlyParked: inout [ShardProjector.ParkedOrder]) -> [FamilyProjection] {
        var folded: [String: FamilyProjection] = [:]
        var poisoned: [String: ShardProjector.ParkedOrder] = [:]
        for message in page.messages {
            guard let orderID = message.orderID, !parked.contains(orderID), poisoned[orderID] == nil else { continue }
            // An operator's word comes before everything, also before text that cannot be read.
            guard !rules.skipped.contains(message.position) else { continue }
            func park(_ error: String) {
                poisoned[orderID] = ShardProjector.ParkedOrder(
                    shard: page.shard, orderID: orderID, position: message.position, error: error)
            }
            switch (message.content, folded[orderID].map(Result.success) ?? family(orderID)) {
            case (.failure(let error), _): park(String(describing: error))
            case (_, .failure(let error)): park(String(describing: error))
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

    /// The orders of an id as they are stored.
    private func family(_ orderID: String) -> Result<FamilyProjection, OrderDocumentError> {
        (orders[orderID] ?? .success([])).map {
            FamilyProjection(
                shard: page.shard, family: OrderFamily(orderID: orderID, orders: $0, waiting: waiting[orderID] ?? []),
                held: held[orderID] ?? [])
        }
    }

    /// The first message of an order in this page.
    func firstPosition(of orderID: String) -> Int64 {
        page.messages.first { $0.orderID == orderID }?.position ?? 0
    }
}
