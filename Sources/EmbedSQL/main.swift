// Writes Swift that holds the text of every file below `sql/`; run by the build plugin.
// Usage: EmbedSQL SQL-FOLDER OUTPUT-FOLDER

import FoundationEssentials
import Glibc

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: EmbedSQL SQL-FOLDER OUTPUT-FOLDER")
    exit(64)
}

do {
    let catalog = try SQLCatalog(files: SQLFile.readAll(below: arguments[1]))
    let output = URL(filePath: arguments[2], directoryHint: .isDirectory)
    for (name, text) in SwiftWriter.sources(of: catalog) {
        try text.write(to: output.appending(path: name), atomically: true, encoding: .utf8)
    }
} catch let problem as SQLProblem {
    // The form in which the build tool shows file and line.
    print(problem.description)
    exit(1)
} catch {
    print("error: \(error)")
    exit(1)
}
