import Communications
import OMSMessages
import OrderModel
import Projection
import SampleWorld
import Testing

/// The sample world's own expectations, written from the decision table alone, against the product.
@Suite("Lifecycles of the sample world")
struct LifecycleTests {
    /// Every history of a world in which each lifecycle occurs, by lifecycle.
    static func histories(quirks: Bool, duplicates: Bool) -> [Lifecycle: [[SampleMessage]]] {
        let options = SampleWorld.Options(
            orders: 1200, seed: 17, quirks: quirks, shuffle: false, duplicates: duplicates)
        var byLifecycle: [Lifecycle: [[SampleMessage]]] = [:]
        for history in SampleWorld.histories(options) {
            guard let lifecycle = history.first?.lifecycle else { continue }
            byLifecycle[lifecycle, default: []].append(history)
        }
        return byLifecycle
    }

    static let plain = histories(quirks: false, duplicates: false)
    static let quirky = histories(quirks: true, duplicates: true)

    @Test("A lifecycle leaves the communications that the decision table calls for", arguments: Lifecycle.allCases)
    func expectation(lifecycle: Lifecycle) throws {
        for world in [Self.plain, Self.quirky] {
            for history in world[lifecycle] ?? [] {
                let isOfChild = history.contains(where: \.isOfChild)
                var expected = lifecycle.expectation.filter { $0.isOfChild == isOfChild }
                let found = try Self.communications(of: history)
                var counts: [String: Int] = [:]
                for communication in found {
                    var disposition = communication.disposition.status.rawValue
                    switch communication.disposition {
                    case .suppressed(let reason): disposition += ":\(reason.rawValue)"
                    case .held(let reason): disposition += ":\(reason.rawValue)"
                    case .pending, .delegated: break
                    }
                    counts["\(communication.kind.name) \(disposition)", default: 0] += 1
                }
                for (found, count) in counts {
                    let index = expected.firstIndex {
                        "\($0.kind) \($0.disposition)" == found && $0.count.contains(count)
                    }
                    #expect(index != nil, "\(lifecycle) \(history[0].orderID): unexpected \(found) ×\(count)")
                    if let index { expected.remove(at: index) }
                }
                let missing = expected.filter { !$0.count.contains(0) }
                #expect(missing.isEmpty, "\(lifecycle) \(history[0].orderID): missing \(missing)")
            }
        }
    }

    @Test("Every lifecycle occurs")
    func everyLifecycleOccurs() {
        for lifecycle in Lifecycle.allCases { #expect(Self.plain[lifecycle]?.isEmpty == false, "\(lifecycle)") }
    }

    /// Folds a history as the workers do, each message received at its own time.
    static func communications(of history: [SampleMessage]) throws -> [Communication] {
        let reader = OMSMessageReader.forFolding()
        var channels: [String: ChannelPolicy] = [:]
        for channel in SampleWorld.defaultChannels { channels[channel] = ChannelPolicy() }
        let rules = ProjectionRules(policy: Policy(channels: channels))
        var families: [String: FamilyProjection] = [:]
        var position: Int64 = 0
        for sample in history where sample.repetition != .exact {
            let message = try reader.message(from: sample.json)
            guard let orderID = message.envelope.orderID else { continue }
            position += 1
            let entry = LogEntry(
                position: position, receivedAt: Timestamp(microseconds: sample.time), isHistorical: false,
                message: message)
            families[orderID, default: FamilyProjection(shard: 0, family: OrderFamily(orderID: orderID))]
                .apply(entry, rules)
        }
        return families.values.flatMap(\.decided)
    }
}
