/// How the workers of a node work.
public struct ProjectionSettings: Hashable, Sendable {
    /// How many pages are projected at the same time, each of other shards, while messages come faster than one takes them in.
    /// Default 2.
    public var workers: Int
    /// How many messages one transaction folds at most. Default 1,000.
    public var page: Int
    /// How often the log is looked at when nothing signals; also how long shards wait for a worker that is held up with others,
    /// before another takes them. Default 250 ms.
    public var poll: Duration
    /// How long a lease lasts that is not renewed. Default 15 s.
    public var lease: Duration
    /// What operators call this node.
    public var nodeName: String

    public init(
        workers: Int = 2, page: Int = 1000, poll: Duration = .milliseconds(250), lease: Duration = .seconds(15),
        nodeName: String = "herald"
    ) {
        self.workers = workers
        self.page = page
        self.poll = poll
        self.lease = lease
        self.nodeName = nodeName
    }
}
