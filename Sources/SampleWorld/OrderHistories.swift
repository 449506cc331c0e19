/// The histories of all orders of a world, each made when it is asked for.
struct OrderHistories: Sendable {
    private let options: SampleWorld.Options
    private let channels: [SalesChannel]
    /// Which lifecycles the current stretch of orders has, in a drawn order.
    private var deal: [Lifecycle.Row] = []
    private var dealNumber = -1

    init(_ options: SampleWorld.Options) {
        self.options = options
        channels = options.channels.map(SalesChannel.named)
    }

    var count: Int { options.orders }

    /// When an order is placed; later orders are never placed earlier.
    func start(of index: Int) -> Int64 {
        var random = SplitMix64.branch(seed: options.seed, index: UInt64(index) | 1 << 60)
        let jitter = random.below(options.secondsBetweenOrders)
        return options.startDate + Int64(index * options.secondsBetweenOrders + jitter) * Moment.second
    }

    /// The messages of one order and its child, in order of delivery.
    subscript(index: Int) -> [SampleMessage] {
        mutating get {
            let row = row(of: index)
            let start = start(of: index)
            var random = SplitMix64.branch(seed: options.seed, index: UInt64(index))
            let channel = random.pick(channels)
            let order = SampleOrder.drawn(
                number: 10_000_001 + options.skippedIDs + index, channel: channel, placedAt: start, from: &random)
            var story = Story(order: order, at: start, random: random, quirks: options.quirks)
            story.wait(seconds: 1...20)
            row.tell(&story)
            if options.duplicates { story.repeatSome() }
            return messages(of: story, lifecycle: row.lifecycle)
        }
    }

    private func messages(of story: Story, lifecycle: Lifecycle) -> [SampleMessage] {
        var messages = story.drafts.map(\.message)
        if options.shuffle {
            var times = messages.map(\.time)
            var random = story.random
            random.shuffle(&times)
            for index in messages.indices { messages[index].time = times[index] }
        }
        for index in messages.indices { messages[index].lifecycle = lifecycle }
        let isInOrder = zip(messages, messages.dropFirst()).allSatisfy { $0.time <= $1.time }
        return isInOrder ? messages : messages.inOrderOfDelivery()
    }

    private mutating func row(of index: Int) -> Lifecycle.Row {
        let (number, place) = index.quotientAndRemainder(dividingBy: Lifecycle.deck.count)
        if number != dealNumber {
            var random = SplitMix64.branch(seed: options.seed, index: UInt64(number) | 1 << 61)
            deal = Lifecycle.deck
            random.shuffle(&deal)
            dealNumber = number
        }
        return deal[place]
    }
}

extension [SampleMessage] {
    /// Sorted by time; equal times keep the order of telling.
    func inOrderOfDelivery() -> [SampleMessage] {
        enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }
}
