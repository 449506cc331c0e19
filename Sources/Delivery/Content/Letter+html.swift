extension Letter {
    /// The letter as a whole HTML document: plain structure that screen readers and old mail programs understand.
    var html: String {
        var html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Letter.escaped(subject))</title>
            </head>
            <body style="margin:0 auto;max-width:40rem;padding:1rem;font-family:sans-serif;line-height:1.5;color:#222">

            """
        for block in blocks { html += Letter.html(block) + "\n" }
        return html + "</body>\n</html>\n"
    }

    private static func html(_ block: Block) -> String {
        switch block {
        case .heading(let text): "<h2 dir=\"auto\">\(escaped(text))</h2>"
        case .paragraph(let text): "<p dir=\"auto\">\(escaped(text))</p>"
        case .list(let items):
            "<ul>\n"
                + items.map { item in
                    let notes = item.notes.map { "<br>\(escaped($0))" }.joined()
                    return "<li dir=\"auto\">\(escaped(item.title))\(notes)</li>\n"
                }.joined() + "</ul>"
        case .details(let details):
            "<dl>\n"
                + details.map { "<dt>\(escaped($0.label))</dt><dd dir=\"auto\">\(escaped($0.value))</dd>\n" }.joined()
                + "</dl>"
        case .link(let label, let url):
            isWebLink(url)
                ? "<p><a href=\"\(escaped(url))\">\(escaped(label))</a></p>"
                : "<p>\(escaped(label)): \(escaped(url))</p>"
        }
    }

    /// Whether a text may be offered for clicking: `https` or `http`, visible ASCII, nothing that ends the attribute.
    static func isWebLink(_ url: String) -> Bool {
        let lower = url.lowercased()
        return (lower.hasPrefix("https://") || lower.hasPrefix("http://"))
            && url.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"'<>`\\".utf8.contains($0) }
    }

    /// Text inside HTML, in content and in quoted attributes alike.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in CleanText.line(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
