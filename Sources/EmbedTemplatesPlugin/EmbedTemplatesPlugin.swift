import Foundation
import PackagePlugin

/// Generates Swift from the folder `Templates` of the target it is applied to (excluded in the manifest, since its files
/// are no sources).
@main
struct EmbedTemplatesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = target.directoryURL.appending(path: "Templates", directoryHint: .isDirectory)
        let output = context.pluginWorkDirectoryURL.appending(path: "BuiltInTemplates.swift")
        return [
            .buildCommand(
                displayName: "Embedding templates",
                executable: try context.tool(named: "EmbedTemplates").url,
                arguments: [root.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: inputs(below: root), outputFiles: [output])
        ]
    }

    /// The files, and the folders themselves: a folder's time changes when a file is added or deleted.
    private func inputs(below root: URL) -> [URL] {
        guard let below = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey]) else {
            return []
        }
        let found = below.compactMap { $0 as? URL }.filter { url in
            ["mustache", "css", "js", "svg"].contains(url.pathExtension)
                || (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
        }
        return [root] + found.sorted { $0.path < $1.path }
    }
}
