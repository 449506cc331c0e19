public import Communications

/// Which file something that a communication is written with comes from.
public struct TemplateSource: Hashable, Sendable {
    /// What comes from it: `subject`, `text`, `html`, `text_message`, `layout`, `words`.
    public var use: String
    /// The file, without `.mustache`: below the folder of overrides, or below the built-in templates.
    public var path: String
    /// Whether it is the merchant's.
    public var isOverride: Bool
}

extension TemplateCatalog {
    /// The locales in whose words something is written, by name.
    public var writtenLocales: [String] { locales.map(\.description) }

    /// The locale in whose words a kind is written when another one is wanted.
    public func locale(of kind: Kind, for wanted: String) -> String { writtenLocale(kind, wanted).description }

    /// The files that a kind is written with in a locale: its parts, their layouts, and the words that they use.
    /// - Parameter locale: the one wanted; where its words are not complete, the files are those of English.
    public func sources(of kind: Kind, in locale: String) -> [TemplateSource] {
        let written = writtenLocale(kind, locale)
        let set = set(kind, written)
        var sources: [TemplateSource] = TemplatePart.allCases.compactMap { part in
            set.parts[part].map { TemplateSource(use: part.rawValue, path: $0.path, isOverride: $0.isOverride) }
        }
        for form in ContentForm.allCases {
            if let layout = set.partials[form]?["layout"] {
                sources.append(TemplateSource(use: "layout", path: layout.path, isOverride: layout.isOverride))
            }
        }
        let used = check(kind, written).usedPhrases
        let words = Set(
            set.phrases.filter { used.contains($0.key) }.map {
                TemplateSource(use: "words", path: $0.value.path, isOverride: $0.value.isOverride)
            })
        return sources + words.sorted { ($0.path, $1.isOverride ? 1 : 0) < ($1.path, $0.isOverride ? 1 : 0) }
    }
}
