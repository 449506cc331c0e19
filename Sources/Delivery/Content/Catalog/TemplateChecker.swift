/// Checks one part of one kind in one language: every variable, phrase and partial it uses must exist, a value that may be
/// missing must stand in a section that asks for it, and nothing but a web address may become a link.
struct TemplateChecker {
    let form: ContentForm
    let phrases: [String: TemplatePhrase]
    let styles: [String: TemplatePhrase]
    /// Partials of the form, by name.
    let partials: [String: Template]
    /// What was found, in the order of reading.
    private(set) var problems: [TemplateProblem] = []
    /// The names of the phrases that were used.
    private(set) var usedPhrases: Set<String> = []
    private var depth = 0
    /// How many phrases and partials were gone into; a template that takes more has no end, or none that anybody reads.
    private var visited = 0
    private static let maximumVisits = 10_000

    init(
        form: ContentForm, phrases: [String: TemplatePhrase], styles: [String: TemplatePhrase],
        partials: [String: Template]
    ) {
        self.form = form
        self.phrases = phrases
        self.styles = styles
        self.partials = partials
    }

    /// Checks a template against the variables it may use.
    mutating func check(_ template: Template, _ schema: TemplateSchema) {
        var scope = Scope(schemas: [schema])
        check(template.nodes, in: &scope, path: template.path)
    }

    /// Where a node stands: the variables around it, innermost last, and which of them are known to be there.
    private struct Scope {
        var schemas: [TemplateSchema]
        var known: Set<String> = []
        /// Where in HTML this is; in plain text always between tags.
        var place = HTMLPlace()
        /// Whether this is inside of a phrase: its own characters are escaped, so they change no place.
        var isPhrase = false

        /// What a name means here, as Mustache looks for it: innermost first; the rest of a dotted name inside that.
        func find(_ name: String) -> (key: String, variable: TemplateVariable)? {
            let parts = name.split(separator: ".").map(String.init)
            guard let index = schemas.lastIndex(where: { $0.members[parts[0]] != nil }),
                var variable = schemas[index].members[parts[0]]
            else { return nil }
            for part in parts.dropFirst() {
                guard case .group(let schema) = variable, let member = schema.members[part] else { return nil }
                variable = member
            }
            return ("\(index)/\(name)", variable)
        }
    }

    private mutating func check(_ nodes: [TemplateNode], in scope: inout Scope, path: String) {
        for node in nodes {
            switch node {
            case .text(let text): if form == .html, !scope.isPhrase { scope.place.read(text) }
            case .variable(let name, let isRaw, let line):
                check(variable: name, isRaw: isRaw, in: &scope, TemplatePlace(path: path, line: line))
            case .section(let name, let isInverted, let children, let line):
                check(
                    section: name, isInverted: isInverted, children, in: scope, TemplatePlace(path: path, line: line))
            case .partial(let name, let line):
                let place = TemplatePlace(path: path, line: line)
                guard let partial = partials[name], name != "layout" else {
                    note("there is no partial '\(form.rawValue)/\(name)'", at: place)
                    continue
                }
                nested(at: place) { checker in checker.check(partial.nodes, in: &scope, path: partial.path) }
            case .block(let name, _, let line):
                note(
                    "{{$\(name)}} belongs into a file of words; elsewhere use {{words.\(name)}}",
                    at: TemplatePlace(path: path, line: line))
            }
        }
    }

    private mutating func check(
        variable name: String, isRaw: Bool, in scope: inout Scope, _ place: TemplatePlace
    ) {
        if name.hasPrefix("words.") || name.hasPrefix("style.") {
            return check(phrase: name, isRaw: isRaw, in: &scope, place)
        }
        guard let (key, variable) = scope.find(name) else { return noteUnknown(name, scope, at: place) }
        if let problem = scope.place.problem(with: variable) { return note("'\(name)' \(problem)", at: place) }
        switch variable {
        case .flag, .group, .object, .list: return note("'\(name)' is not text, but for sections", at: place)
        case .markup, .optionalMarkup:
            guard isRaw else { return note("'\(name)' is markup: write {{{\(name)}}}", at: place) }
        case .text, .optionalText, .link:
            guard !isRaw else { return note("'\(name)' must be escaped: write {{\(name)}}", at: place) }
        }
        guard variable.isAlwaysThere || scope.known.contains(key) else {
            return note("'\(name)' may be missing: put it inside {{#\(name)}}…{{/\(name)}}", at: place)
        }
    }

    private mutating func check(phrase name: String, isRaw: Bool, in scope: inout Scope, _ place: TemplatePlace) {
        let isStyle = name.hasPrefix("style.")
        let short = String(name.dropFirst(6))
        guard !isRaw, !isStyle || form == .html, let phrase = isStyle ? styles[short] : phrases[short] else {
            let nearest = TemplateChecker.nearest(short, in: isStyle ? Array(styles.keys) : Array(phrases.keys))
            return note("there is no \(isStyle ? "style" : "phrase") '\(short)'\(nearest)", at: place)
        }
        if !isStyle, scope.place.state != .content {
            return note("a phrase may hold markup in HTML: it cannot stand inside of a tag", at: place)
        }
        if !isStyle { usedPhrases.insert(short) }
        nested(at: place) { checker in
            var inner = scope
            inner.isPhrase = true
            checker.check(phrase.nodes, in: &inner, path: phrase.path)
        }
    }

    private mutating func check(
        section name: String, isInverted: Bool, _ children: [TemplateNode], in scope: Scope, _ place: TemplatePlace
    ) {
        guard let (key, variable) = scope.find(name) else { return noteUnknown(name, scope, at: place) }
        var inner = scope
        switch variable {
        case .optionalText, .link, .optionalMarkup: if !isInverted { inner.known.insert(key) }
        case .object(let schema), .list(let schema): if !isInverted { inner.schemas.append(schema) }
        case .flag: break
        case .text, .markup, .group: return note("'\(name)' is always there: no section asks for it", at: place)
        }
        check(children, in: &inner, path: place.path)
    }

    /// Goes into a phrase or partial; one that includes itself ends here.
    private mutating func nested(at place: TemplatePlace, _ body: (inout TemplateChecker) -> Void) {
        guard depth < 16, visited < TemplateChecker.maximumVisits else {
            // Said once: what follows is the same again.
            if visited <= TemplateChecker.maximumVisits {
                note("phrases or partials include one another without end", at: place)
            }
            visited = TemplateChecker.maximumVisits + 1
            return
        }
        visited += 1
        depth += 1
        body(&self)
        depth -= 1
    }

    private mutating func noteUnknown(_ name: String, _ scope: Scope, at place: TemplatePlace) {
        let names = scope.schemas.flatMap { $0.members.keys }
        note("there is no variable '\(name)' here" + TemplateChecker.nearest(name, in: names), at: place)
    }

    private mutating func note(_ message: String, at place: TemplatePlace) {
        guard problems.count < 100 else { return }
        problems.append(TemplateProblem(path: place.path, line: place.line, message: message))
    }
}

/// A line of a file.
private struct TemplatePlace {
    var path: String
    var line: Int
}
