/// What an action on dead letters is about to do, with the exact number, before anybody does it.
public struct FailedActionPage: ConsolePage {
    public static let template = "failed_action"
    public var title: String { heading }
    public var section: String? { "/outbox" }

    public var heading: String
    /// What it would do, in a sentence that has the numbers.
    public var summary: String
    /// Which dead letters are meant.
    public var filter: [Fact]
    /// Nil where there is nothing to do.
    public var form: Form?
    /// Back to the outbox with the same filters.
    public var backPath: String

    public init(heading: String, summary: String, filter: [Fact], form: Form?, backPath: String) {
        self.heading = heading
        self.summary = summary
        self.filter = filter
        self.form = form
        self.backPath = backPath
    }

    public struct Form: PageValue {
        public var path: String
        /// What its button says, with the number.
        public var button: String
        public var formToken: String
        /// What is sent along unseen: the filter, the number, and what recognises the same form sent twice.
        public var hidden: [Fact]

        public init(path: String, button: String, formToken: String, hidden: [Fact]) {
            self.path = path
            self.button = button
            self.formToken = formToken
            self.hidden = hidden
        }
    }
}
