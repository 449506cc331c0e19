import Communications
import Mustache

/// What one kind is written with in one locale.
struct TemplateSet: Sendable {
    let phrases: [String: TemplatePhrase]
    let styles: [String: TemplatePhrase]
    let partials: [ContentForm: [String: Template]]
    let libraries: [ContentForm: MustacheLibrary]
    let parts: [TemplatePart: Template]

    /// Renders a part without its layout.
    /// - Parameter object: the variables of the kind.
    func render(_ part: TemplatePart, _ object: TemplateObject) -> String {
        parts[part]?.compiled.render(object.merging(books(part.form)), library: libraries[part.form]) ?? ""
    }

    /// Puts the layout around what a part rendered.
    func renderLayout(_ form: ContentForm, _ object: TemplateObject) -> String {
        partials[form]?["layout"]?.compiled.render(object.merging(books(form)), library: libraries[form]) ?? ""
    }

    private func books(_ form: ContentForm) -> TemplateObject {
        [
            "words": .phrases(PhraseBook(phrases: phrases, form: form)),
            "style": .phrases(PhraseBook(phrases: styles, form: form)),
        ]
    }
}

extension TemplateCatalog {
    /// Checks everything that a kind is written with in a locale.
    func check(_ kind: Kind, _ locale: LocaleName) -> (problems: [TemplateProblem], usedPhrases: Set<String>) {
        let set = set(kind, locale)
        var problems: [TemplateProblem] = []
        var used: Set<String> = []
        func check(_ template: Template?, _ form: ContentForm, _ schema: TemplateSchema, _ name: String) {
            guard let template else {
                problems.append(TemplateProblem(path: name, message: "is missing for \(kind.name)"))
                return
            }
            var checker = TemplateChecker(
                form: form, phrases: set.phrases, styles: set.styles, partials: set.partials[form] ?? [:])
            checker.check(template, schema)
            problems += checker.problems
            used.formUnion(checker.usedPhrases)
        }
        for part in TemplatePart.allCases {
            check(set.parts[part], part.form, .variables(of: kind, in: part.form), part.rawValue)
        }
        for form in ContentForm.allCases {
            check(
                set.partials[form]?["layout"], form, .variables(of: kind, in: form) + .layout, "\(form.rawValue)/layout"
            )
        }
        return (problems, used)
    }
}
