/// One of the views of a page that one chooses from by a link.
public struct ViewLink: PageValue {
    public let text: String
    public let path: String
    public let isShown: Bool

    public init(text: String, path: String, isShown: Bool) {
        self.text = text
        self.path = path
        self.isShown = isShown
    }
}
