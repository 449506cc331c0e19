import Communications
import Delivery
import Testing

@Suite("Rendered communications") struct RenderedTests {
    static let languages = SampleLetter.locales.flatMap { locale in Kind.all.map { ($0, locale) } }

    @Test("are what somebody has read and approved, in every kind, language and variant", arguments: languages)
    func stored(_ kind: Kind, _ locale: String) throws {
        var sections: [String] = []
        var shown: [String: Variant] = [:]
        for variant in Variant.allCases {
            let letter = SampleLetter(kind: kind, variant: variant, locale: locale)
            let content = try letter.rendered(Workbench.templates)
            sections.append(RenderedRecord.section(letter, content, &shown))
            if let gallery = RenderedRecord.gallery {
                try RenderedRecord.write(content.html, to: "\(gallery)/\(letter.name).html")
            }
            if locale == "en_US", variant == .plain { try compare(content.html, with: "\(kind.name).html") }
        }
        try compare(sections.joined(), with: "\(kind.name).\(locale.prefix(2)).txt")
    }

    private func compare(_ found: String, with name: String) throws {
        guard !RenderedRecord.isRecording else {
            return try RenderedRecord.write(found, to: RenderedRecord.folder + "/" + name)
        }
        let stored = try #require(RenderedRecord.read(name), "nothing is stored as \(name); see README.md beside it")
        #expect(found == stored, "\(name): \(RenderedRecord.firstDifference(found, stored))")
    }

    @Test("are the same every time")
    func deterministic() throws {
        let other = try TemplateCatalog()
        for kind in Kind.all {
            let letter = SampleLetter(kind: kind, variant: .split, locale: "fr_FR")
            #expect(try letter.rendered(Workbench.templates) == letter.rendered(other))
        }
    }
}
