import Communications
import Mustache

/// All templates: those that herald brings along, and the merchant's in their place or beside them.
public struct TemplateCatalog: Sendable {
    /// What was wrong with overrides; each was left out.
    public internal(set) var problems: [TemplateProblem] = []
    /// The overrides that are in use: paths without `.mustache`, ascending.
    public internal(set) var overrides: [String] = []
    /// The languages whose words are complete, for each kind.
    private(set) var languages: [Kind: Set<String>] = [:]

    private var words: [WordsKey: [String: TemplatePhrase]] = [:]
    private var styles: [String: TemplatePhrase] = [:]
    private var partials: [ContentForm: [String: Template]] = [:]
    private var parts: [PartKey: Template] = [:]
    private var libraries: [ContentForm: MustacheLibrary] = [:]

    private struct WordsKey: Hashable {
        var kind: Kind?
        var locale: LocaleName
    }

    private struct PartKey: Hashable {
        var kind: Kind?
        var part: TemplatePart
        var locale: LocaleName?
    }

    /// The built-in templates, checked.
    /// - Throws: ``TemplateProblem`` for the first of them that is wrong; herald does not start with it.
    public init() throws(TemplateProblem) {
        try self.init(BuiltInTemplates.files)
    }

    /// A catalogue of its own.
    init(_ files: [(path: String, text: String)]) throws(TemplateProblem) {
        for file in files { try add(file.path, file.text) }
        for kind in Kind.all {
            languages[kind] = Set(words.keys.map(\.locale.language))
            for locale in words.keys.map(\.locale).sorted(by: { $0.description < $1.description }) {
                if let problem = check(kind, locale).problems.first { throw problem }
            }
        }
    }

    /// Takes in a file, in place of one at the same path; of words and styles, phrase by phrase.
    /// - Parameter isOverride: whether it is the merchant's.
    mutating func add(_ path: String, _ text: String, isOverride: Bool = false) throws(TemplateProblem) {
        switch try TemplatePath(path) {
        case .words(let kind, let locale):
            let phrases = try TemplatePhrase.phrases(of: text, path: path, isOverride: isOverride)
            words[WordsKey(kind: kind, locale: locale), default: [:]].merge(phrases) { $1 }
        case .styles: styles.merge(try TemplatePhrase.phrases(of: text, path: path, isOverride: isOverride)) { $1 }
        case .partial(let form, let name):
            let template = try Template(text, path: path, form: form, isOverride: isOverride)
            partials[form, default: [:]][name] = template
            libraries[form, default: MustacheLibrary()].register(template.compiled, named: name)
        case .part(let kind, let part, let locale):
            parts[PartKey(kind: kind, part: part, locale: locale)] = try Template(
                text, path: path, form: part.form, isOverride: isOverride)
        }
    }

    /// Says of a language that its words for a kind are complete.
    mutating func offer(_ language: String, for kind: Kind) { languages[kind, default: []].insert(language) }

    /// The locale in whose words a kind is written: the one wanted if its language is complete, else English.
    func writtenLocale(_ kind: Kind, _ wanted: String) -> LocaleName {
        guard let locale = LocaleName(wanted), languages[kind]?.contains(locale.language) == true else {
            return LocaleName(language: "en")
        }
        return locale
    }

    /// Everything that a kind is written with in a locale.
    func set(_ kind: Kind, _ locale: LocaleName) -> TemplateSet {
        var phrases: [String: TemplatePhrase] = [:]
        // What is more particular comes later and wins.
        for locale in locale.chain.reversed() {
            for kind in [nil, kind] {
                if let more = words[WordsKey(kind: kind, locale: locale)] { phrases.merge(more) { $1 } }
            }
        }
        return TemplateSet(
            phrases: phrases, styles: styles, partials: partials, libraries: libraries,
            parts: Dictionary(
                uniqueKeysWithValues: TemplatePart.allCases.compactMap { part in
                    self.part(part, kind, locale).map { (part, $0) }
                }))
    }

    private func part(_ part: TemplatePart, _ kind: Kind, _ locale: LocaleName) -> Template? {
        let locales = locale.chain.map(Optional.some) + [nil]
        for kind in [kind, nil] {
            for locale in locales {
                if let template = parts[PartKey(kind: kind, part: part, locale: locale)] { return template }
            }
        }
        return nil
    }

    /// The locales that files name, and those of all complete languages.
    var locales: [LocaleName] {
        let named = words.keys.map(\.locale) + parts.keys.compactMap(\.locale)
        let complete = languages.values.flatMap { $0.map { LocaleName(language: $0) } }
        return Set(named + complete).sorted { $0.description < $1.description }
    }
}
