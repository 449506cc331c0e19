// Writes Swift that holds the text of every template below a folder; run by the build plugin.
// Usage: EmbedTemplates TEMPLATE-FOLDER OUTPUT-FILE

import FoundationEssentials
import Glibc

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: EmbedTemplates TEMPLATE-FOLDER OUTPUT-FILE")
    exit(64)
}

do {
    let source = TemplateText.source(of: try TemplateText.readAll(below: arguments[1]))
    try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)
} catch {
    print("error: \(error)")
    exit(1)
}
