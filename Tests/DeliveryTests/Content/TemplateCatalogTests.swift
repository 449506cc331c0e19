import Communications
import FoundationEssentials
import Projection
import Testing

@testable import Delivery

@Suite("The catalogue of templates") struct TemplateCatalogTests {
    private func catalog(_ overrides: (String, String)...) -> TemplateCatalog {
        var catalog = Workbench.templates
        catalog.addOverrides(overrides.map { (path: $0, text: $1) })
        return catalog
    }

    private func subject(_ catalog: TemplateCatalog, _ locale: String = "de_DE") throws -> String {
        try SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: locale).rendered(catalog).subject
    }

    private static let path = "order_confirmation/words.de"

    @Test("has words in four languages for every kind, the same phrases in each, and none too many")
    func builtIn() throws {
        let catalog = try TemplateCatalog()
        var used: [String: Set<String>] = [:]
        for kind in Kind.all {
            for language in ["en", "de", "fr", "es"] {
                let locale = LocaleName(language: language)
                let result = catalog.check(kind, locale)
                #expect(result.problems == [])
                for (name, phrase) in catalog.set(kind, locale).phrases where result.usedPhrases.contains(name) {
                    used[phrase.path, default: []].insert(name)
                }
                #expect(
                    Set(catalog.set(kind, locale).phrases.keys)
                        == Set(catalog.set(kind, LocaleName(language: "en")).phrases.keys))
            }
        }
        for file in BuiltInTemplates.files where file.path.contains("words.") {
            let phrases = try TemplatePhrase.phrases(of: file.text, path: file.path)
            #expect(Set(phrases.keys) == used[file.path], "\(file.path)")
        }
        #expect(catalog.problems == [] && catalog.overrides == [])
    }

    @Test("does not begin with a built-in template that is wrong")
    func brokenBuiltIn() {
        let files = BuiltInTemplates.files.map { file in
            (path: file.path, text: file.path == "text/lines" ? file.text + "{{nothing}}" : file.text)
        }
        #expect(throws: TemplateProblem.self) { try TemplateCatalog(files) }
    }

    @Test("replaces one phrase and leaves the others as they are")
    func phrase() throws {
        let catalog = catalog((Self.path, "{{$subject}}Moin! {{order_id}}{{/subject}}"))
        #expect(catalog.problems == [] && catalog.overrides == [Self.path])
        #expect(try subject(catalog) == "Moin! NQ-20731")
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "de_DE")
        #expect(try letter.rendered(catalog).text == letter.rendered(Workbench.templates).text)
        #expect(try subject(catalog, "en_US") == subject(Workbench.templates, "en_US"))
    }

    @Test(
        "leaves out an override that is wrong, notes it, and goes on with the built-in one",
        arguments: [
            (
                path, "{{$subject}}{{oder_id}}{{/subject}}",
                "there is no variable 'oder_id' here; did you mean 'order_id'?"
            ),
            (path, "{{$subject}}{{#order_link}}{{/subject}}", "closes 'order_link'"),
            (path, "{{$subjcet}}Moin{{/subjcet}}", "no template uses the phrase 'subjcet'; did you mean 'subject'?"),
            ("order_confirmation/html", "{{>lnies}}", "there is no partial 'html/lnies'"),
            ("text/lines", "{{#lines}}{{amount}}{{/lines}}", "'amount' may be missing"),
            ("html/layout", "<p>{{{subject}}}</p>{{{content}}}", "must be escaped"),
            ("order_conformation/html", "x", "is no place of a template"),
            ("order_confirmation/html.d", "x", "is no place of a template"),
            ("a/b/c", "x", "is no place of a template"),
        ])
    func broken(_ path: String, _ text: String, _ problem: String) throws {
        let good = ("shipment_confirmation/words.de", "{{$track}}Wo ist es?{{/track}}")
        let catalog = catalog((path, text), good)
        #expect(catalog.overrides == [good.0])
        #expect(catalog.problems.count == 1)
        #expect(catalog.problems.first?.path == path)
        #expect(catalog.problems.first?.message.contains(problem) == true, "\(catalog.problems)")
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "de_DE")
        #expect(try letter.rendered(catalog) == letter.rendered(Workbench.templates))
    }

    @Test("takes a part for one language, or for one country")
    func parts() throws {
        let catalog = catalog(
            ("order_confirmation/subject.de_AT", "Servus {{order_id}}"),
            ("order_confirmation/subject", "All {{order_id}}"),
            ("words.de_AT", "{{$closing}}Baba{{/closing}}"))
        #expect(catalog.problems == [])
        #expect(try subject(catalog, "de_AT") == "Servus NQ-20731")
        #expect(try subject(catalog, "de_DE") == "All NQ-20731")
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "de_AT")
        let text = try letter.rendered(catalog).text
        #expect(text.contains("Baba\nNorth Quay") && text.contains("Guten Tag") && text.contains("€\u{A0}1.149,50"))
    }

    @Test("writes English where nobody has written the language", arguments: ["it_IT", "xx", "", "日本語"])
    func otherLanguage(_ locale: String) throws {
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "en_GB")
        var stored = try letter.stored()
        stored.locale = locale
        let content = try TemplateRenderer(Workbench.templates) { _ in .letterhead }.render(stored)
        #expect(try content == letter.rendered(Workbench.templates).replacing("lang=\"en-GB\"", with: "lang=\"en\""))
    }

    @Test("takes a language of the merchant's own for the kinds in which it is complete, and for no other")
    func ownLanguage() throws {
        // Plattdüütsch, as far as a test needs it: all words of German under another name.
        func words(_ folder: String) -> (String, String) {
            (folder + "words.nds", BuiltInTemplates.files.first { $0.path == folder + "words.de" }!.text)
        }
        let catalog = catalog(words(""), words("order_confirmation/"))
        #expect(catalog.overrides == ["order_confirmation/words.nds", "words.nds"])
        #expect(catalog.problems.count == Kind.all.count - 1)
        #expect(catalog.problems.allSatisfy { $0.message.contains("the language is not complete") })
        #expect(try subject(catalog, "nds_DE") == subject(catalog, "de_DE"))
        let other = SampleLetter(kind: .customer(.refundTriggered), variant: .plain, locale: "nds_DE")
        #expect(try other.rendered(catalog).subject == "Your refund for order NQ-20731 has been started")
    }

    @Test("reads a folder; what cannot be read there is noted and stops nothing")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/herald-templates-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func write(_ text: String, _ path: String) throws {
            let url = URL(filePath: folder + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try write("{{$subject}}Moin {{order_id}}{{/subject}}\r\n", Self.path + ".mustache")
        try write("not a template", "README.md")
        try write(String(repeating: "x", count: OverrideFolder.maximumBytes + 1), "html/layout.mustache")
        var catalog = Workbench.templates
        catalog.addOverrides(from: folder)
        #expect(catalog.overrides == [Self.path])
        #expect(catalog.problems.map(\.path) == ["html/layout"])
        #expect(try subject(catalog) == "Moin NQ-20731")
        catalog.addOverrides(from: folder + "/nowhere")
        #expect(catalog.problems.last?.message.contains("cannot be read") == true)
    }
}

extension RenderedContent {
    fileprivate func replacing(_ text: String, with other: String) -> RenderedContent {
        var content = self
        content.html = html.replacing(text, with: other)
        return content
    }
}
