import Foundation
import PackagePlugin

/// Generates Swift from the package's `sql/` folder for the target it is applied to.
///
/// The build system runs this function again only when the files below the target's own folder come or go. So the
/// target holds a link `sql` to the package's `sql/` (excluded in the manifest): that shows it added and deleted files.
@main
struct EmbedSQLPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL.appending(path: "sql", directoryHint: .isDirectory)
        let output = context.pluginWorkDirectoryURL
        let names = ["SQL+statements.swift", "Schema+migrations.swift", "Schema+repeatables.swift"]
        return [
            .buildCommand(
                displayName: "Embedding sql/",
                executable: try context.tool(named: "EmbedSQL").url,
                arguments: [root.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: inputs(below: root),
                outputFiles: names.map { output.appending(path: $0) })
        ]
    }

    /// The files, and the folders themselves: a folder's time changes when a file is added or deleted.
    private func inputs(below root: URL) -> [URL] {
        guard let below = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey]) else {
            return []
        }
        let found = below.compactMap { $0 as? URL }.filter { url in
            url.pathExtension == "sql" || (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
        }
        return [root] + found.sorted { $0.path < $1.path }
    }
}
