/// How far everything is: messages, shards, nodes, generations, and what stands still until a person decides.
public struct EnginePage: ConsolePage {
    public static let template = "engine"
    public var title: String { "Engine" }
    public var section: String? { "/engine" }
    public var isLive: Bool { true }

    public var facts: [Fact] = []
    /// Nil until there is something to draw.
    public var charts: Charts?
    /// Orders and messages that wait for a person; nil if none do.
    public var letters: Letters?
    public var generations: [Generation] = []
    /// What the newest rebuild has found; nil if that is nothing.
    public var differences: Differences?
    /// Nil where no node is seen.
    public var nodes: Nodes?
    /// Shards that are behind or that nobody works on; nil if there are none.
    public var shards: Shards?
    /// How the other shards are.
    public var shardNote: String = ""
    /// Nil if nothing was refused.
    public var rejected: RejectedInputs?

    public init() {}

    public struct Charts: PageValue {
        public let rows: [Chart]

        /// Nil without charts.
        public init?(_ rows: [Chart]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }
    }

    public struct Chart: PageValue {
        public let caption: String
        public let chart: BarChart

        public init(_ caption: String, _ chart: BarChart) {
            self.caption = caption
            self.chart = chart
        }
    }

    public struct Letters: PageValue {
        public let rows: [Letter]

        /// Nil without letters.
        public init?(_ rows: [Letter]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }
    }

    /// An order or message that does not go on by itself.
    public struct Letter: PageValue {
        public var orderID: String
        /// What it is: a parked order, a message that nobody can place.
        public var status: Chip
        /// Shard and position of the message.
        public var place: String
        public var method: String?
        /// What happened, as a person reads it.
        public var text: String
        public var since: Moment?
        public var forms: [SettlementForm]

        public init(
            orderID: String, status: Chip, place: String, method: String?, text: String, since: Moment?,
            forms: [SettlementForm]
        ) {
            self.orderID = orderID
            self.status = status
            self.place = place
            self.method = method
            self.text = text
            self.since = since
            self.forms = forms
        }
    }

    public struct Generation: PageValue {
        public var number: String
        public var status: Chip
        public var created: Moment?
        public var switched: Moment?
        /// What the rebuild measured, or how far it is.
        public var report: String?

        public init(number: String, status: Chip, created: Moment?, switched: Moment?, report: String?) {
            self.number = number
            self.status = status
            self.created = created
            self.switched = switched
            self.report = report
        }
    }

    public struct Differences: PageValue {
        public let caption: String
        public let rows: [Difference]

        public init(_ caption: String, _ rows: [Difference]) {
            self.caption = caption
            self.rows = rows
        }
    }

    /// Something that is recorded and that the log says otherwise.
    public struct Difference: PageValue {
        public let path: String
        public let orderID: String
        public let salesChannel: String
        public let text: String
        /// The kind of communication, where it is about one.
        public let kind: String?
        public let detail: String?

        public init(
            path: String, orderID: String, salesChannel: String, text: String, kind: String?, detail: String?
        ) {
            self.path = path
            self.orderID = orderID
            self.salesChannel = salesChannel
            self.text = text
            self.kind = kind
            self.detail = detail
        }
    }

    public struct Nodes: PageValue {
        public let rows: [Node]

        /// Nil without nodes.
        public init?(_ rows: [Node]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }
    }

    public struct Node: PageValue {
        public var name: String
        public var started: Moment?
        public var seen: Moment?
        /// How many shards it works on.
        public var shards: String

        public init(name: String, started: Moment?, seen: Moment?, shards: Int) {
            self.name = name
            self.started = started
            self.seen = seen
            self.shards = String(shards)
        }
    }

    public struct Shards: PageValue {
        public let rows: [Shard]

        /// Nil without shards.
        public init?(_ rows: [Shard]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }
    }

    public struct Shard: PageValue {
        public var number: String
        public var lag: String
        /// Receipt of the first message that is not folded.
        public var waiting: Moment?
        /// The node that works on it; nil: none.
        public var owner: String?

        public init(number: Int16, lag: Int64, waiting: Moment?, owner: String?) {
            self.number = String(number)
            self.lag = String(lag)
            self.waiting = waiting
            self.owner = owner
        }
    }

    public struct RejectedInputs: PageValue {
        public let rows: [RejectedInput]

        /// Nil without inputs.
        public init?(_ rows: [RejectedInput]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
        }
    }

    public struct RejectedInput: PageValue {
        public var at: Moment?
        public var kind: String
        public var reason: String
        public var origin: String
        /// In bytes.
        public var size: String

        public init(at: Moment?, kind: String, reason: String, origin: String, size: Int64) {
            self.at = at
            self.kind = kind
            self.reason = reason
            self.origin = origin
            self.size = String(size)
        }
    }
}
