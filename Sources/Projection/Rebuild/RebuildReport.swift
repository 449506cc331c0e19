import OMSMessages

/// What a rebuild measured and found.
public struct RebuildReport: Sendable {
    /// How many differences are listed; more are only counted.
    public static let differenceLimit = 1000

    public var messages = 0
    public var orders = 0
    public var communications = 0
    public var parkedOrders = 0
    public var duration: Duration = .zero
    /// The generation that serves now, after a rebuild; nil after a comparison.
    public var generation: Int32?
    /// How many shards an earlier rebuild had filled, which died or was stopped.
    public var resumedShards = 0
    /// Why what an earlier rebuild had filled was thrown away; nil if there was nothing, or it was gone on with.
    public var begunAnewBecause: String?
    /// How each shard compares with what served before, after a rebuild.
    public var shards: [RebuiltShard] = []
    public var differenceCount = 0
    public private(set) var differences: [RebuildDifference] = []

    public init() {}

    /// How many differences of each shard are kept with the generation.
    private static let keptLimit = 100

    /// The first differences, as an array in JSON.
    var firstDifferences: String {
        var json = JSONWriter()
        json.array { json in
            for difference in differences.prefix(RebuildReport.keptLimit) { difference.write(to: &json) }
        }
        return json.text
    }

    public var messagesPerSecond: Double {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        return seconds > 0 ? Double(messages) / seconds : 0
    }

    mutating func add(_ difference: RebuildDifference) {
        differenceCount += 1
        list(difference)
    }

    /// Lists a difference that is counted already.
    mutating func list(_ difference: RebuildDifference) {
        if differences.count < RebuildReport.differenceLimit { differences.append(difference) }
    }

    /// The shards that are not what they were before.
    public var differentShards: [RebuiltShard] { shards.filter { !$0.isSame } }

    /// Those that lack orders which were there before.
    var lackingShards: [RebuiltShard] { shards.filter { $0.missing > 0 } }

    mutating func add(_ other: RebuildReport) {
        messages += other.messages
        orders += other.orders
        communications += other.communications
        parkedOrders += other.parkedOrders
        for difference in other.differences { add(difference) }
        differenceCount += other.differenceCount - other.differences.count
        resumedShards += other.resumedShards
        shards += other.shards
    }

    /// One line for the record of the generation.
    var summary: String {
        "\(messages) messages, \(orders) orders, \(communications) communications, \(differenceCount) differences; "
            + "\(shards.count - differentShards.count) of \(shards.count) shards as before"
    }
}
