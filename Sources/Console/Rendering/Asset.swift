internal import Crypto

/// A file that pages refer to: its name changes with its content, so it may be kept for ever.
public struct Asset: Sendable {
    public let name: String
    public let contentType: String
    public let bytes: [UInt8]
    public var path: String { "/assets/" + name }

    /// How every page looks.
    static let style = Asset("console.css", "text/css; charset=utf-8")
    /// What pages do beyond links and forms; they work without it.
    static let script = Asset("console.js", "text/javascript; charset=utf-8")
    static let icon = Asset("icon.svg", "image/svg+xml")

    /// All of them.
    public static let all = [style, script, icon]

    private init(_ file: String, _ contentType: String) {
        guard let text = BuiltInTemplates.files.first(where: { $0.path == file })?.text else {
            preconditionFailure("there is no file '\(file)'")
        }
        bytes = Array(text.utf8)
        self.contentType = contentType
        let parts = file.split(separator: ".")
        let digest = SHA256.hash(data: bytes).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        name = "\(parts[0]).\(digest).\(parts[1])"
    }
}
