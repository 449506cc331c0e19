import Communications
import Delivery
import HeraldTesting
import OMSMessages
import Testing

@Suite("Read by Python's email package, a mail", .database) struct ForeignReaderTests {
    let bench = Workbench()

    static let hostile: Shop.Order = {
        var order = Shop.Order()
        order.id = "NQ-1\r\nX-Injected: yes"
        order.firstName = "Robert\"); \r\nBcc: everybody@mail.example\r\n\r\n<script>alert(1)</script>"
        order.lastName = "\u{202E}שלום عائلة 👩‍👩‍👧‍👦 </script>"
        order.product =
            "Jacke »Größe XL« </td></script><img src=x onerror=alert(1)> & \"co\" 🧥 \u{202E}txt.exe\r\n.\r\nFrom nobody"
        order.lines = 200
        return order
    }()

    struct Case: Sendable, CustomTestStringConvertible {
        let kind: Kind
        let order: Shop.Order
        var testDescription: String { "\(kind.name), \(order.lines == 200 ? "hostile" : "plain")" }
    }

    static let cases = Kind.all.flatMap { [Case(kind: $0, order: Shop.Order()), Case(kind: $0, order: hostile)] }

    @Test("has its own headers alone, and its parts say what was rendered", arguments: cases)
    func understood(_ example: Case) async throws {
        let (story, communication) = try Story.about(example.kind, example.order)
        try await story.save(bench.pool, only: [example.kind])
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        let sent = try #require(channel.messages.first)
        let mail = try await PythonMail.parse(sent.eml)
        #expect(
            mail.headers.map(\.name) == [
                "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
                "MIME-Version", "Content-Type",
            ])
        #expect(mail.defects == 0)
        #expect(mail.header("Subject") == sent.content.subject)
        #expect(mail.to == [example.kind.audience == .customer ? example.order.email : "desk@northquay.example"])
        #expect(mail.header("Message-ID") == "<\(communication.id)@northquay.example>")
        #expect(mail.text == sent.content.text)
        #expect(mail.html == sent.content.html)
        // Each value of the order is text in the HTML, never markup.
        let html = try HTMLReader(sent.content.html)
        #expect(html.elements("script").allSatisfy { $0.attributes == ["type": "application/ld+json"] })
        #expect(html.elements("img").isEmpty)
        #expect(!sent.content.text.contains("\u{202E}") && !sent.content.text.contains("\r"))
    }

    @Test("stands in one thread with the others of its order")
    func thread() async throws {
        let order = Shop.Order()
        var story = Story(order)
        try story.tell(Shop.snapshot(order))
        try story.tell(Shop.shipment(order))
        try await story.save(bench.pool)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        var roots = Set<String?>()
        for message in channel.messages { roots.insert(try await PythonMail.parse(message.eml).header("References")) }
        #expect(channel.messages.count == 2)
        #expect(roots.count == 1)
    }
}
