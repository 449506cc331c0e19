import OMSMessages
import Postgres
import Schema

/// The numbers of `herald status`.
struct StatusReport: Sendable {
    private let numbers: [(name: String, value: Int64)]
    private let communications: [(kind: String, status: String, reason: String, count: Int64)]

    init(pool: ConnectionPool) async throws {
        let (overview, counts) = try await pool.withConnection { connection in
            (try connection.query(SQL.statusOverview), try connection.query(SQL.countCommunications))
        }
        let names = ["messages", "folded", "orders", "parked_orders", "set_aside_messages", "waiting_messages"]
        var numbers: [(name: String, value: Int64)] = []
        for (index, name) in names.enumerated() { numbers.append((name, try overview[0].int64(index))) }
        self.numbers = numbers
        var communications: [(kind: String, status: String, reason: String, count: Int64)] = []
        for row in counts {
            communications.append((try row.string(0), try row.string(1), try row.string(2), try row.int64(3)))
        }
        self.communications = communications
    }

    var text: String {
        var table = Table("communication", "status", "reason", "count")
        for row in communications { table.add(row.kind, row.status, row.reason, Figures.grouped(row.count)) }
        let lines = numbers.map { "\($0.name.replacing("_", with: " ")): \(Figures.grouped($0.value))" }
        return (lines + (table.isEmpty ? [] : ["", table.text()])).joined(separator: "\n")
    }

    var json: String {
        var json = JSONWriter()
        json.object { json in
            for number in numbers { json.member(named: number.name, Int(number.value)) }
            json.member(
                "communications",
                array: { json in
                    for row in communications {
                        json.object { json in
                            json.member("kind", row.kind)
                            json.member("status", row.status)
                            json.member("reason", row.reason)
                            json.member("count", row.count)
                        }
                    }
                })
        }
        return json.text
    }
}
