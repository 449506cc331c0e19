/// The entries of the navigation, in order.
struct Navigation: PageValue {
    /// The one table: what an entry is called, and the path of its page.
    private static let table: [(text: String, path: String)] = [
        ("Orders", "/"),
        ("Communications", "/communications"),
        ("Outbox", "/outbox"),
        ("Not sent", "/not-sent"),
        ("Channels", "/channels"),
        ("Templates", "/templates"),
        ("Policy", "/policy"),
        ("Engine", "/engine"),
        ("API", "/api"),
    ]

    struct Entry: PageValue {
        let text: String
        let path: String
        let isCurrent: Bool
    }

    let entries: [Entry]

    init(current: String?) {
        entries = Self.table.map { Entry(text: $0.text, path: $0.path, isCurrent: $0.path == current) }
    }
}
