import Communications
import Projection
import Testing

@testable import Delivery

@Suite("The variables of templates") struct TemplateViewTests {
    @Test("are exactly those that templates are checked against", arguments: HTMLTests.cases)
    func conform(_ kind: Kind, _ variant: Variant) throws {
        let stored = try SampleLetter(kind: kind, variant: variant, locale: "de_DE").stored()
        let view = TemplateView(
            stored, kind, shop: ChannelPolicy.letterhead.shop, style: LocaleStyle(LocaleName(language: "de")))
        #expect(differences(view.object, .variables(of: kind, in: .text)) == [])
    }

    @Test("are listed for those who write templates", arguments: Kind.all)
    func documentation(_ kind: Kind) {
        let lines = TemplateCatalog.variables(of: kind).split(separator: "\n")
        let names = lines.filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
        #expect(names == TemplateSchema.variables(of: kind, in: .html).members.keys.sorted())
        #expect(lines.contains("  name: text"))
    }

    @Test("are there when the shop has said nothing about itself")
    func bareShop() throws {
        let stored = try SampleLetter(kind: .customer(.orderConfirmation), variant: .bare, locale: "de_DE").stored()
        let view = TemplateView(
            stored, .customer(.orderConfirmation), shop: ShopDetails(), style: LocaleStyle(LocaleName(language: "de")))
        #expect(differences(view.object, .variables(of: .customer(.orderConfirmation), in: .text)) == [])
    }

    private func differences(_ object: TemplateObject, _ schema: TemplateSchema, _ path: String = "") -> [String] {
        let names = Set(object.members.keys).symmetricDifference(schema.members.keys)
        var found = names.sorted().map { "\(path)\($0) is in one of them alone" }
        for (name, variable) in schema.members {
            switch (variable, object.members[name]) {
            case (_, nil), (.text, .text), (.flag, .flag), (.optionalText, .text), (.optionalText, .absent),
                (.link, .text), (.link, .absent), (.object, .absent):
                break
            case (.group(let schema), .object(let object)), (.object(let schema), .object(let object)):
                found += differences(object, schema, path + name + ".")
            case (.list(let schema), .list(let list)):
                for object in list { found += differences(object, schema, path + name + ".") }
            case (_, let value?): found.append("\(path)\(name) is \(value)")
            }
        }
        return found
    }

    @Test("shows at most 500 lines, and says how many there are besides")
    func manyLines() throws {
        let lines = (1...510).map { "{\"line_number\":\($0),\"name\":\"Bead \($0)\",\"quantity\":1}" }
        var stored = try SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "en_US").stored()
        stored.facts = Array("{\"lines\":[\(lines.joined(separator: ","))]}".utf8)
        let text = try TemplateRenderer(Workbench.templates) { _ in .letterhead }.render(stored).text
        #expect(text.contains("Bead 500\n") && !text.contains("Bead 501"))
        #expect(text.contains("10 more items are not listed here."))
    }

    @Test("never show an identity that herald made, nor a code where nobody wrote a reason")
    func internals() throws {
        var stored = try SampleLetter(kind: .customer(.refundTriggered), variant: .plain, locale: "en_US").stored()
        stored.facts = Array(
            #"{"refund_id":"derived-00ff","return_id":"blind-1,2","amount":"5","currency":"eur","lines":[]}"#.utf8)
        let content = try TemplateRenderer(Workbench.templates) { _ in .letterhead }.render(stored)
        #expect(!content.text.contains("derived") && !content.text.contains("blind"))
        #expect(content.text.contains("Amount: €5.00"))
        let returned = try SampleLetter(kind: .customer(.returnAuthorized), variant: .plain, locale: "en_US")
            .rendered(Workbench.templates)
        #expect(returned.text.contains("Your reason: Spout leaks") && !returned.text.contains("FAULTY"))
    }
}
