/// What went wrong, and what to do.
public struct ErrorPage: ConsolePage {
    public static let template = "error"
    public var title: String { heading }

    public var status: String
    public var heading: String
    /// What happened, to what.
    public var detail: String
    /// What to do.
    public var advice: String
    /// The request's id, by which the log knows it.
    public var request: String

    public init(status: Int, heading: String, detail: String, advice: String, request: String) {
        self.status = String(status)
        self.heading = heading
        self.detail = detail
        self.advice = advice
        self.request = request
    }
}
