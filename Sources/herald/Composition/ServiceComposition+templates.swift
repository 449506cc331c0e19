import Delivery
import HeraldConfiguration
import HeraldMetrics
import Logging

extension ServiceComposition {
    /// The templates, with the overrides that configuration names. An override that is wrong is left out and said so.
    /// - Throws: `TemplateProblem` when a built-in template is wrong: herald does not start with it.
    static func templates(_ node: Node) throws -> TemplateCatalog {
        var catalog = try TemplateCatalog()
        if let folder = node.configuration.templates.directory { catalog.addOverrides(from: folder) }
        for problem in catalog.problems {
            node.logger.error(
                "a template of templates.dir is left out; the built-in one is used",
                metadata: ["template": "\(problem.path)", "line": "\(problem.line)", "problem": "\(problem.message)"])
        }
        if !catalog.overrides.isEmpty {
            node.logger.info(
                "templates of templates.dir are used", metadata: ["count": "\(catalog.overrides.count)"])
        }
        node.metrics.brokenTemplates.set(Double(catalog.problems.count))
        return catalog
    }
}
