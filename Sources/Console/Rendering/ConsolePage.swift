/// What one page shows: everything that its template reads, as text.
public protocol ConsolePage: PageValue {
    /// The path of its template, without `.mustache`.
    static var template: String { get }
    /// The title of the window.
    var title: String { get }
    /// The path of the navigation's entry that the page belongs to; nil: to none.
    var section: String? { get }
    /// Whether the page is looked at again by itself while it is open.
    var isLive: Bool { get }
    /// Whether the page has a search box of its own, so that the one above is left out.
    var hasOwnSearch: Bool { get }
    /// HTML of what stands in the frame.
    var main: String { get }
}

extension ConsolePage {
    public var section: String? { nil }
    public var isLive: Bool { false }
    public var hasOwnSearch: Bool { false }
    public var main: String { ConsoleTemplates.text(Self.template, self) }

    /// Writes the page as a whole HTML document.
    /// - Parameter shell: what stands around it.
    public func html(in shell: Shell) -> [UInt8] {
        let frame = Frame(
            title: title, isLive: isLive, hasSearch: !hasOwnSearch, main: main,
            search: shell.search,
            version: shell.version, formToken: shell.formToken, person: shell.person, notice: shell.notice,
            navigation: shell.person == nil ? nil : Navigation(current: section))
        return Array(ConsoleTemplates.text("layout", frame).utf8)
    }
}

/// What the template `layout` reads.
private struct Frame: PageValue {
    let title: String
    let isLive: Bool
    let hasSearch: Bool
    /// HTML.
    let main: String
    let search: String
    let version: String
    let formToken: String
    let person: Person?
    let notice: Notice?
    let navigation: Navigation?
    let style = Asset.style.path
    let script = Asset.script.path
    let icon = Asset.icon.path
}
