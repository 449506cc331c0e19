import HeraldServer
import Postgres
import Schema

extension Bench {
    /// How often each page is asked for.
    private static let looks = 20

    /// How long the console's pages take on a database of so many messages, whose deliveries are all still to be sent.
    func measurePages(into results: inout BenchResults) async throws {
        let order = try await node.pool.withConnection { connection in
            try connection.query(SQL.someOrder).only.map { row in
                (
                    channel: try row.string(0), id: try row.string(1), position: try row.int64(2),
                    communication: try row.uuid(3)
                )
            }
        }
        guard let order else { throw BenchError.tooFew }
        let page = "/orders/\(order.channel)/\(order.id)"
        let paths = [
            "/", "/orders", page, page + "?as_of=\(order.position)", page + "/messages/\(order.position)",
            // With more than one match, so that the list is shown.
            "/orders?q=\(order.id.dropLast(2))",
            "/communications", "/communications?status=held", "/communications/\(order.communication)", "/not-sent",
            // What is rare or not there: nothing may be read from end to end to find that out.
            "/communications?status=acknowledged", "/communications?reason=order_cancelled",
            "/communications?kind=payment_capture_failed", "/communications?audience=customer_service",
            "/communications?channel=NOBODY", "/communications?order=NOBODY",
            "/not-sent?span=quarter", "/outbox", "/outbox?status=pending", "/outbox?status=failed", "/channels",
            "/templates", "/policy", "/engine",
        ]
        let times = try await withServer(parts: [.api]) { port in
            var times: [(path: String, slowest: Duration)] = []
            for path in paths {
                Terminal.progress("GET \(path)")
                var slowest = Duration.zero
                for _ in 0..<Self.looks {
                    let start = ContinuousClock.now
                    _ = try await HTTPLoad(port: port, path: path).run()
                    slowest = max(slowest, .now - start)
                }
                times.append((path, slowest))
            }
            return times
        }
        for (path, slowest) in times {
            let name = path.replacing(order.communication.description, with: "{id}")
                .replacing("\(order.channel)/\(order.id)", with: "{channel}/{order}")
                .replacing("q=\(order.id.dropLast(2))", with: "q={beginning}")
                .replacing("\(order.position)", with: "{position}")
            results.add("GET \(name), slowest of \(Self.looks)", lasting: slowest)
        }
    }
}
