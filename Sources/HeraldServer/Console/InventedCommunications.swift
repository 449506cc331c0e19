internal import Communications
internal import Delivery
internal import Projection
internal import Synchronization

/// One communication of each kind from an invented shop, made when they are first looked at.
final class InventedCommunications: Sendable {
    private let policy: Policy
    /// By sales channel, as far as it has settings of its own; the others under the empty name.
    private let made = Mutex<[String: [Kind: StoredCommunication]]>([:])

    init(_ policy: Policy) { self.policy = policy }

    /// - Parameter salesChannel: whose shop they speak of; nil: that of the channels without settings of their own.
    subscript(salesChannel: String?) -> [Kind: StoredCommunication] {
        let name = salesChannel.flatMap { policy.channels[$0] == nil ? nil : $0 } ?? ""
        let known = made.withLock { made in
            if let known = made[name] { return known }
            let shop = policy.channel(name).shop
            do {
                made[name] = try SampleCommunication.all(shop: shop)
            } catch is CancellationError {
                // Whoever asks next makes them.
                return [:]
            } catch {
                made[name] = [:]
            }
            return made[name] ?? [:]
        }
        guard let salesChannel else { return known }
        return known.mapValues { sample in
            var sample = sample
            sample.salesChannel = salesChannel
            return sample
        }
    }
}
