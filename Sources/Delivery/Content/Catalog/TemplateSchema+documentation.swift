public import Communications

extension TemplateCatalog {
    /// The variables that templates of a kind may use, for those who write some: a line each, what is inside of a section
    /// below it.
    public static func variables(of kind: Kind) -> String {
        TemplateSchema.variables(of: kind, in: .html).documentation(depth: 0)
    }
}

extension TemplateSchema {
    fileprivate func documentation(depth: Int) -> String {
        members.sorted { $0.key < $1.key }.map { name, variable in
            let indent = String(repeating: "  ", count: depth)
            let line = "\(indent)\(name): \(variable.documentation)\n"
            switch variable {
            case .group(let schema), .object(let schema), .list(let schema):
                return line + schema.documentation(depth: depth + 1)
            default: return line
            }
        }.joined()
    }
}

extension TemplateVariable {
    fileprivate var documentation: String {
        switch self {
        case .text: "text"
        case .optionalText: "text that may be missing; only inside a section of its own name"
        case .link: "web address that may be missing; only inside a section of its own name"
        case .markup, .optionalMarkup: "HTML, in three braces"
        case .flag: "true or false, for sections"
        case .group: "written with a point, such as store.name"
        case .object: "section that may be missing"
        case .list: "section that repeats"
        }
    }
}
