import Communications
import OMSMessages
import Projection
import Testing

@testable import Delivery

@Suite("The HTML part") struct HTMLTests {
    static let cases = Kind.all.flatMap { kind in Variant.allCases.map { (kind, $0) } }

    private func html(_ kind: Kind, _ variant: Variant, _ locale: String = "de_DE") throws -> String {
        try SampleLetter(kind: kind, variant: variant, locale: locale).rendered(Workbench.templates).html
    }

    @Test("is well-formed, and nothing in it comes from data, whatever the data says", arguments: cases)
    func wellFormed(_ kind: Kind, _ variant: Variant) throws {
        let html = try html(kind, variant)
        let reader = try HTMLReader(html)
        let known: Set<String> = [
            "html", "head", "meta", "title", "style", "script", "body", "div", "table", "thead", "tbody", "tr", "td",
            "th",
            "p", "h1", "h2", "a", "br", "span", "bdi", "ol", "li",
        ]
        #expect(Set(reader.elements.map(\.name)).subtracting(known) == [])
        #expect(reader.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
        #expect(reader.elements("a").allSatisfy { $0.attributes["href"]?.hasPrefix("https://") == true })
        #expect(reader.elements("script").allSatisfy { $0.attributes == ["type": "application/ld+json"] })
        // Only what the templates say is markup; data appears with its own characters escaped.
        #expect(!html.contains("alert(1)</script>") && !html.contains("<img") && !html.contains("<b>"))
    }

    @Test("can be read by screen readers and in old mail programs", arguments: cases)
    func accessible(_ kind: Kind, _ variant: Variant) throws {
        let reader = try HTMLReader(try html(kind, variant, "fr_FR"))
        let root = try #require(reader.elements("html").first)
        #expect(root.attributes["lang"] == "fr-FR" && root.attributes["dir"] == "ltr")
        // Some mail programs drop the outermost elements.
        #expect(reader.elements("div").contains { $0.attributes["lang"] == "fr-FR" && $0.attributes["dir"] == "ltr" })
        #expect(reader.elements("h1").count == 1)
        // A table is for layout and says so, or has heads that say what they head.
        #expect(reader.elements("th").allSatisfy { ["row", "col"].contains($0.attributes["scope"]) })
        #expect(reader.elements("table").contains { $0.attributes["role"] == "presentation" })
        #expect(reader.elements("img").isEmpty && reader.elements("link").isEmpty)
    }

    @Test("has a dark mode, and a title that is the subject")
    func dark() throws {
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "en_US")
        let content = try letter.rendered(Workbench.templates)
        #expect(content.html.contains("prefers-color-scheme: dark"))
        #expect(content.html.contains("<title>\(content.subject)</title>"))
    }

    @Test("stays below what Gmail shows, with 200 lines too", arguments: Kind.all)
    func size(_ kind: Kind) throws { #expect(try html(kind, .manyLines).utf8.count < 102 * 1024) }

    @Test("isolates names, so that their direction ends with them")
    func directions() throws {
        let html = try html(.customer(.orderConfirmation), .rightToLeft, "en_US")
        #expect(html.contains("Hello <bdi>מרים אוסטרהאוס</bdi>,"))
        #expect(html.contains("<bdi>غلاية من المينا 1.8 لتر (KETTLE)</bdi>"))
    }

    // MARK: Structured data

    private func data(_ kind: Kind, _ variant: Variant) throws -> JSONValue? {
        let scripts = try HTMLReader(try html(kind, variant)).scripts
        return try scripts.first.map { try JSONDocument($0).root }
    }

    @Test(
        "tells mail programs of an order, with every property that is required", arguments: [Variant.plain, .hostile])
    func order(_ variant: Variant) throws {
        let order = try #require(try data(.customer(.orderConfirmation), variant))
        #expect(order.string("@type") == "Order")
        #expect(order.string("orderNumber") == SampleOrder(variant: variant, language: "de_DE").id)
        #expect(order["merchant"]?.string("name") == "North Quay" && order["seller"]?.string("name") == "North Quay")
        #expect(order.string("priceCurrency") == "EUR" && order.string("price") == "1234.95")
        #expect(order["potentialAction"]?.string("target")?.hasPrefix("https://northquay.example/orders/NQ-") == true)
        let offers = order.elements("acceptedOffer")
        #expect(offers.map { $0.string("price") } == ["1149.50", "21.40", "58.10"])
        #expect(offers.last?["eligibleQuantity"]?.int("value") == 2)
        // Reading the message already replaced what no text may hold.
        let product = CleanText.line(variant.product.replacing("\u{0}", with: "\u{FFFD}"))
        #expect(offers.first?["itemOffered"]?.string("name") == product)
    }

    @Test("tells of a parcel whose carrier, address and promised day are known, and of no other")
    func parcel() throws {
        let parcels = try #require(try data(.customer(.shipmentConfirmation), .split)).elements
        #expect(parcels.count == 1)
        #expect(parcels.first?.string("expectedArrivalUntil") == "2026-03-01T00:00:00Z")
        #expect(parcels.first?["carrier"]?.string("name") == "Nordpost")
        #expect(parcels.first?["deliveryAddress"]?.string("addressRegion") == "HB")
        #expect(parcels.first?["itemShipped"]?.string("name") == "Oolong tea 250 g")
        #expect(parcels.first?["partOfOrder"]?.string("orderNumber") == "NQ-20731")
        #expect(parcels.first?.string("trackingNumber") == "NP77")
        #expect(try data(.customer(.shipmentConfirmation), .noTracking) == nil)
    }

    @Test("says nothing where something required is unknown", arguments: [Variant.bare, .manyLines])
    func nothing(_ variant: Variant) throws {
        for kind in Kind.all { #expect(try data(kind, variant) == nil) }
    }

    @Test("keeps data inside its script element")
    func script() throws {
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "en_US")
        var stored = try letter.stored()
        stored.facts = Array(
            String(decoding: stored.facts, as: UTF8.self)
                .replacing("Enamel kettle 1.8 l", with: "</script><!--<script>\u{2028}&'").utf8)
        let html = try TemplateRenderer(Workbench.templates) { _ in .letterhead }.render(stored).html
        let script = try #require(try HTMLReader(html).scripts.first)
        #expect(!script.contains("<") && !script.contains(">") && !script.contains("&") && !script.contains("'"))
        let name = try JSONDocument(script).root.elements("acceptedOffer").first?["itemOffered"]?.string("name")
        #expect(name == "</script><!--<script> &'")
    }
}
