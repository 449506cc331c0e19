import OMSMessages
import SampleWorld
import Testing

@testable import OrderModel

@Suite("A reader for folding passes over what nobody keeps")
struct ReaderForFoldingTests {
    @Test("Every message of a quirky world folds to the same document as when all of it is read")
    func sameDocuments() throws {
        var world = SampleWorld(
            SampleWorld.Options(orders: 400, seed: 11, quirks: true, shuffle: true, duplicates: true))
        var families: [String: (whole: OrderFamily, kept: OrderFamily)] = [:]
        let (all, folding) = (OMSMessageReader(), OMSMessageReader.forFolding())
        var position: Int64 = 0
        while let line = world.next() {
            position += 1
            let whole = try all.message(from: line)
            let kept = try folding.message(from: line)
            // Its id as it is written is for answers alone.
            var envelope = whole.envelope
            envelope.rpcID = nil
            #expect(kept.envelope == envelope)
            guard let orderID = whole.envelope.orderID else { continue }
            var pair = families[orderID] ?? (OrderFamily(orderID: orderID), OrderFamily(orderID: orderID))
            pair.whole.apply(entry(whole, position), rules: ChannelRules()) { _, _, _ in }
            pair.kept.apply(entry(kept, position), rules: ChannelRules()) { _, _, _ in }
            families[orderID] = pair
        }
        #expect(families.count >= 400)
        for (orderID, pair) in families {
            #expect(pair.whole.orders.map(\.document) == pair.kept.orders.map(\.document), "\(orderID)")
        }
    }

    @Test(
        "Messages read on top of what was known fold to the same state, dated or not, in any order",
        arguments: [1, 2, 3])
    func sameStatesWithMemory(seed: UInt64) throws {
        var world = SampleWorld(
            SampleWorld.Options(orders: 200, seed: 40 + seed, quirks: true, shuffle: seed > 1, duplicates: true))
        var families: [String: (plain: OrderFamily, knowing: OrderFamily, memory: SnapshotMemory?)] = [:]
        let reader = OMSMessageReader.forFolding()
        var position: Int64 = 0
        while var line = world.next() {
            position += 1
            // Every third order has no status dates: then the order of the log decides.
            guard let orderID = try reader.envelope(of: line).orderID else { continue }
            if orderID.utf8.last! % 3 == 0 {
                line = Array(String(decoding: line, as: UTF8.self).replacing("status_date", with: "status_day").utf8)
            }
            var known = families[orderID] ?? (OrderFamily(orderID: orderID), OrderFamily(orderID: orderID), nil)
            let plain = try reader.message(from: line)
            let knowing = try unsafe line.withUnsafeBytes {
                unsafe try reader.message(from: $0, knowing: &known.memory)
            }
            known.plain.apply(entry(plain, position), rules: ChannelRules()) { _, _, _ in }
            known.knowing.apply(entry(knowing, position), rules: ChannelRules()) { _, _, _ in }
            #expect(known.plain.orders == known.knowing.orders, "\(orderID) at \(position)")
            families[orderID] = known
        }
        #expect(families.count >= 200)
        for (orderID, pair) in families {
            #expect(pair.plain.orders.map(\.document) == pair.knowing.orders.map(\.document), "\(orderID)")
        }
    }

    @Test("What it reads is kept as it is: no value is cut down when it is taken into the state")
    func nothingIsCut() throws {
        var world = SampleWorld(
            SampleWorld.Options(orders: 300, seed: 12, quirks: true, shuffle: false, duplicates: false))
        let reader = OMSMessageReader.forFolding()
        var snapshots = 0
        while let line = world.next() {
            guard case .order(let order) = try reader.message(from: line).payload else { continue }
            snapshots += 1
            #expect(order.payments == order.payments.kept)
            #expect(order.lines.allSatisfy { $0.amount == $0.amount?.kept })
        }
        #expect(snapshots > 300)
    }

    @Test("Every name it passes over is one that messages are read by")
    func names() throws {
        // A misspelt name would pass over nothing, and nobody would notice.
        let everything = OMSMessageReader.unkept.map { #""\#($0)":"x""# }.joined(separator: ",")
        let line =
            #"{"method":"magento.sales.order_management.updated","params":{"order":{"id":"A","lines":[{"line_number":1,"#
            + #""amount":{"taxes":[{"type":"VAT"}]},"promotions_info":{"original_price":1},"parent_line_id":"p"}],"#
            + everything + "}}}"
        let read = try OMSMessageReader().message(from: Array(line.utf8))
        let kept = try OMSMessageReader.forFolding().message(from: Array(line.utf8))
        guard case .order(let whole) = read.payload, case .order(let part) = kept.payload else {
            Issue.record("no order")
            return
        }
        #expect(whole.ip == "x" && part.ip == nil)
        #expect(whole.lines[0].amount?.taxes.count == 1 && part.lines[0].amount?.taxes == [])
        #expect(whole.lines[0].promotionsInfo != nil && part.lines[0].promotionsInfo == nil)
        #expect(whole.lines[0].parentLineID == "p" && part.lines[0].parentLineID == nil)
    }

    private func entry(_ message: OMSMessage, _ position: Int64) -> LogEntry {
        LogEntry(
            position: position, receivedAt: Timestamp(microseconds: position), isHistorical: false, message: message)
    }
}
