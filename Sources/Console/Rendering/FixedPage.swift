/// A page that says the same to everybody: its text is made once.
public struct FixedPage: ConsolePage {
    /// None of its own: the text is there.
    public static let template = ""
    public let title: String
    public let section: String?
    public let main: String

    public init(_ page: some ConsolePage) {
        title = page.title
        section = page.section
        main = page.main
    }
}
