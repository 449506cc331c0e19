import NIOCore
import NIOPosix
import OMSMessages
import Synchronization

/// Measures a herald that runs somewhere, over HTTP alone: nothing is known of its database, so there is no raw limit beside
/// the figures and no waiting for what its server does in the background.
struct RemoteBench: Sendable {
    /// What can be measured like that.
    static let names = ["http", "timeline"]

    let target: HTTPTarget
    let messages: Int
    let connections: Int
    /// Timelines a second.
    let timelineRate: Int
    /// How long it may take for one answer.
    let timeout: TimeAmount

    func run(_ what: String) async throws -> BenchResults {
        var results = BenchResults()
        results.environment = [
            ("herald of this caller", Herald.version), ("machine of this caller", Machine.own.description),
            ("against", target.url),
            ("limit", "none measured: the database of \(target.url) is not at hand"),
        ]
        if what == "http" {
            try await measureHTTP(into: &results)
        } else {
            try await measureTimeline(into: &results)
        }
        Terminal.endProgress()
        return results
    }

    private func measureHTTP(into results: inout BenchResults) async throws {
        // Other orders than in any run before: else each would have two stories.
        var source = BenchMessages(
            orders: 1_000_000, seed: .random(in: 1 ... .max), skippedIDs: .random(in: 1...1_000_000) * 1_000_000)
        let count = min(messages, 100_000)
        results.environment.append(("messages", Figures.grouped(count)))
        let stages = HTTPStages(
            head: target.head, connections: connections, bulkConnections: 2, settle: {},
            send: { try await send($0, $1, $2, to: "POST /oms", role: "ingest") })
        let rate = try await stages.measureSingle(source.take(count), limit: nil, into: &results)
        try await stages.measureBulk(source.take(count), into: &results)
        try await stages.measureAnswers(
            source.take(Int(rate / 2) * HTTPStages.steadySeconds), rate: rate / 2, into: &results)
    }

    private func measureTimeline(into results: inout BenchResults) async throws {
        let stages = TimelineStages(rate: timelineRate)
        let paths = try await orders(stages.orders)
        guard !paths.isEmpty else { throw RemoteError.noOrders(target.url) }
        try await stages.measure(
            paths, "newest orders", target.head,
            send: { try await send($0, $1, $2, to: "GET a timeline", role: "viewer") }, into: &results)
    }

    /// The paths of timelines of the newest orders, as many as there are or are wanted.
    private func orders(_ count: Int) async throws -> [String] {
        var paths: [String] = []
        var page = "/api/v1/orders?limit=200"
        while true {
            Terminal.progress("GET orders: \(Figures.grouped(paths.count))")
            let answer = try await get(page)
            for order in answer.elements("orders") {
                guard let channel = order.string("sales_channel"), let id = order.string("order_id"),
                    Self.isPlain(channel), Self.isPlain(id)
                else { continue }
                paths.append("/api/v1/orders/\(channel)/\(id)/timeline")
            }
            guard paths.count < count, let next = answer.string("next"), Self.isPlain(next) else { break }
            page = "/api/v1/orders?limit=200&after=\(next)"
        }
        return Array(paths.prefix(count))
    }

    /// Whether a text stands in a URL as it is (RFC 3986, unreserved): what else there may be is left out.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }

    private func get(_ path: String) async throws -> JSONValue {
        let body = Mutex<[UInt8]>([])
        var load = load([.get(path, target.head)], 1)
        load.onAnswer = { answer in body.withLock { $0 = Array(answer.body) } }
        let fixed = load
        _ = try await told(of: "GET /api/v1/orders", role: "viewer") { try await fixed.run() }
        guard let document = try? JSONDocument(body.withLock { $0 }), document.root["orders"] != nil else {
            throw RemoteError.noHerald(target.url)
        }
        return document.root
    }

    private func send(
        _ requests: [HTTPLoad.Request], _ connections: Int, _ rate: Double?, to what: String, role: String
    ) async throws -> HTTPLoadResult {
        let load = load(requests, connections, rate)
        return try await told(of: what, role: role) { try await load.run() }
    }

    private func load(_ requests: [HTTPLoad.Request], _ connections: Int, _ rate: Double? = nil) -> HTTPLoad {
        var load = HTTPLoad(port: target.port, connections: connections, requests: requests, rate: rate)
        load.host = target.host
        load.timeout = timeout
        return load
    }

    /// Tells in words what went wrong.
    private func told<Result>(
        of what: String, role: String, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch BenchError.unexpectedAnswer(let status) {
            throw RemoteError.answered(status, what: what, url: target.url, role: role)
        } catch BenchError.silent {
            throw RemoteError.silent(target.url, what: what, timeout)
        } catch let error as BenchError {
            throw RemoteError.broken(target.url, error.description)
        } catch let error as NIOConnectionError {
            throw RemoteError.notReached(target, error)
        } catch let error as IOError {
            throw RemoteError.broken(target.url, "\(error)")
        }
    }
}

/// Why a herald elsewhere could not be measured.
enum RemoteError: Error, CustomStringConvertible {
    case answered(Int, what: String, url: String, role: String)
    case notReached(HTTPTarget, NIOConnectionError)
    case broken(String, String)
    case silent(String, what: String, TimeAmount)
    case noHerald(String)
    case noOrders(String)

    var description: String {
        switch self {
        case .answered(401, let what, let url, let role):
            "\(url) answers 401 to \(what): set HERALD_TOKEN to a token with the role '\(role)'"
                + (role == "ingest"
                    ? "; where the OMS signs its messages (oms.secret), a benchmark cannot send any" : "")
        case .answered(403, let what, let url, let role):
            "\(url) answers 403 to \(what): the token of HERALD_TOKEN needs the role '\(role)'"
        case .answered(404, let what, let url, _):
            "\(url) answers 404 to \(what): there is no herald with this role of a node, or not at this path"
        case .answered(0, let what, let url, _): "\(url) does not answer \(what) as HTTP/1.1 with the length of a body"
        case .answered(let status, let what, let url, _): "\(url) answers \(status) to \(what)"
        case .notReached(let target, let error): Self.text(target, error)
        case .silent(let url, let what, let limit):
            "\(url) does not answer \(what) within \(limit.nanoseconds / 1_000_000_000) s (--timeout)"
        case .broken(let url, let reason): "the connection to \(url) broke: \(reason)"
        case .noHerald(let url): "\(url) does not answer as herald does"
        case .noOrders(let url): "\(url) has no orders whose timelines could be read"
        }
    }

    private static func text(_ target: HTTPTarget, _ error: NIOConnectionError) -> String {
        if error.connectionErrors.isEmpty { return "the host '\(target.host)' of \(target.url) is not known" }
        let reasons = Set(error.connectionErrors.map { "\($0.error)" }).sorted().joined(separator: "; ")
        return "nobody answers at \(target.url): \(reasons)"
    }
}
