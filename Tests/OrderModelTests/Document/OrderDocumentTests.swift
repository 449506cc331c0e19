import OMSMessages
import SampleWorld
import Testing

@testable import OrderModel

@Suite("Documents of orders")
struct OrderDocumentTests {
    /// Orders of a quirky world whose messages arrive in any order.
    private func orders() throws -> [OrderState] {
        var world = SampleWorld(
            SampleWorld.Options(orders: 120, seed: 31, quirks: true, shuffle: true, duplicates: true))
        let reader = OMSMessageReader.forFolding()
        var families: [String: OrderFamily] = [:]
        while let line = world.next() {
            let message = try reader.message(from: line)
            guard let orderID = message.envelope.orderID else { continue }
            let entry = LogEntry(
                position: 1, receivedAt: Timestamp(microseconds: 0), isHistorical: false, message: message)
            families[orderID, default: OrderFamily(orderID: orderID)].apply(entry, rules: ChannelRules()) { _, _, _ in }
        }
        return families.values.flatMap(\.orders)
    }

    @Test("A state restored from its document is the state, and writes the same bytes")
    func roundTrip() throws {
        let orders = try orders()
        #expect(orders.count >= 120)
        for order in orders {
            let restored = try OrderState(document: order.document)
            #expect(restored == order)
            #expect(restored.document == order.document)
        }
    }

    @Test("A document of version 1 is read; its stamps had reason and status in one text")
    func versionOne() throws {
        for order in try orders() {
            let text = String(decoding: order.document, as: UTF8.self)
            let stamps = try JSONDocument(order.document).root.elements("stamps").map { stamp -> String in
                let parts = stamp.elements
                let date = parts[0].int.map(String.init) ?? "null"
                return "[\(date),\(parts[1].int ?? 0),\"\(parts[2].string ?? "")\\u001F\(parts[3].string ?? "")\"]"
            }
            let start = try #require(text.firstRange(of: #""stamps":["#))
            let old =
                #"{"version":1"# + text[..<start.upperBound].dropFirst(#"{"version":2"#.count)
                + stamps.joined(separator: ",") + "]}"
            #expect(try OrderState(document: Array(old.utf8)) == order)
        }
    }

    @Test("Messages without dates that say the same leave no field behind")
    func undatedRepetition() throws {
        let first = #"{"method":"magento.sales.order_management.updated","params":{"order":{"id":"A","store":"C","#
        let reader = OMSMessageReader.forFolding()
        var order = OrderState(salesChannel: "C", orderID: "A")
        order.fold(
            try reader.message(
                from: Array((first + #""lines":[{"line_number":1,"id":"X","sku":"S"}]}}}"#).utf8)))
        let before = order
        order.fold(try reader.message(from: Array((first + #""lines":[{"line_number":1,"id":"X"}]}}}"#).utf8)))
        #expect(order == before)
        #expect(order.document == before.document)
    }
}
