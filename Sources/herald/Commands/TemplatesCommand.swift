import ArgumentParser
import Communications
import Delivery
import HeraldConfiguration

/// `herald templates`: which templates are in use, and what is wrong with those of the merchant.
struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "List the templates of templates.dir that are in use; complain about those that are wrong.")

    @OptionGroup var options: GlobalOptions

    @Option(help: "Show the variables that templates of this kind may use.") var variables: String?

    func run() throws {
        if let variables {
            guard let kind = Kind(name: variables) else {
                throw ValidationError(
                    "'\(variables)' is no kind; there are \(Kind.all.map(\.name).joined(separator: ", "))")
            }
            return Terminal.print(TemplateCatalog.variables(of: kind))
        }
        let configuration = try options.load()
        guard let folder = configuration.templates.directory else {
            return Terminal.print("templates.dir is not set: the built-in templates are used.")
        }
        var catalog = try TemplateCatalog()
        catalog.addOverrides(from: folder)
        for path in catalog.overrides { Terminal.print("\(Terminal.harmless(path)).mustache") }
        for problem in catalog.problems { Terminal.complain(Terminal.harmless(problem.description)) }
        guard catalog.problems.isEmpty else { throw ExitCode(1) }
        if catalog.overrides.isEmpty { Terminal.print("There is no template in \(Terminal.harmless(folder)).") }
    }
}
