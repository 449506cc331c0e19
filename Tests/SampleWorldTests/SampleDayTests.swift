import Foundation
import SampleWorld
import Testing

@Suite("The sample day")
struct SampleDayTests {
    private static let end: Int64 = 1_780_000_000_000_000
    private static let day: Int64 = 86_400_000_000

    @Test("It has 60 to 80 messages of a dozen orders, in order of delivery, the last at the given moment")
    func shape() {
        let history = SampleDay.history(endingAt: Self.end)
        #expect((60...80).contains(history.count))
        #expect(history.last?.time == Self.end)
        #expect(zip(history, history.dropFirst()).allSatisfy { $0.time <= $1.time })
        #expect(Set(history.filter { !$0.isOfChild }.map(\.orderID)).count == 12)
        #expect(Set(history.map(\.channel)).count == 3)
        #expect(history.map(\.json) == SampleDay.messages(endingAt: Self.end))
        #expect(SampleDay.messages.count == history.count)
    }

    @Test("Nothing in it is older than ten days")
    func age() {
        let history = SampleDay.history(endingAt: Self.end)
        #expect(history.allSatisfy { Self.end - $0.time < 10 * Self.day })
    }

    @Test("Every message obeys the field tables of the reference")
    func fieldTables() throws {
        for json in SampleDay.messages(endingAt: Self.end) {
            #expect(FieldTables.faults(in: try MessageText(json)).isEmpty)
        }
    }

    @Test("Moved to another moment it says the same at other dates")
    func moved() throws {
        let one = SampleDay.messages(endingAt: Self.end)
        let other = SampleDay.messages(endingAt: Self.end + 3 * Self.day)
        #expect(one != other)
        #expect(one.map(\.count) == other.map(\.count))
        #expect(SampleDay.messages[0].contains("2026-03-02T"))
    }

    @Test("The hero order is confirmed, shipped in two parcels, returned in part and damaged, and refunded")
    func hero() throws {
        let hero = SampleDay.history(endingAt: Self.end).filter { $0.orderID == SampleDay.heroOrder }
        let first = try MessageText(try #require(hero.first)).argument("order")
        let lines = try #require(first["lines"] as? [[String: Any]])
        #expect(lines.contains { $0["promise_delivery_date"] != nil })

        let shipment = try #require(hero.first { $0.method.hasSuffix("customer_shipment_done") })
        let packages = try #require(try MessageText(shipment).argument("shipment")["packages"] as? [[String: Any]])
        #expect(Set(packages.compactMap { $0["carrier"] as? String }) == ["Nordpost", "Kuriro Express"])

        let requested = try #require(hero.first { $0.method.hasSuffix("return_management.updated") })
        let received = try #require(hero.first { $0.method.hasSuffix("return_management.received") })
        func returnedLines(_ message: SampleMessage) throws -> [[String: Any]] {
            try MessageText(message).argument("return")["lines"] as? [[String: Any]] ?? []
        }
        #expect(try returnedLines(requested).count == 2)
        #expect(try returnedLines(received).map { $0["condition"] as? String } == ["DAMAGED"])

        let refunds = try hero.filter { $0.method.hasSuffix("refund_management.updated") }
            .map { try MessageText($0).argument("refund") }
        #expect(refunds.map { $0["credit_note_number"] as? String } == ["CNX-3307", "CNX-3307"])
        #expect(refunds.map { $0["rma"] as? String } == ["RMA-NQ-20731-1", "RMA-NQ-20731-1"])
    }

    @Test("It has repeats of both sorts and a message that comes after newer ones")
    func repeats() throws {
        let history = SampleDay.history(endingAt: Self.end)
        #expect(history.contains { $0.repetition == .exact })
        #expect(history.contains { $0.repetition == .reemitted })
        let express = history.filter { $0.orderID == "NQ-20750" && $0.method.hasSuffix("order_management.updated") }
        let statuses = try express.map { try MessageText($0).argument("order")["status"] as? String }
        #expect(statuses == ["COMPLETE", "LOGISTICS"])
    }
}
