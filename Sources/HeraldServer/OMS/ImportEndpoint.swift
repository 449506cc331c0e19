internal import EventLog
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import OMSMessages
internal import Synchronization

/// `POST /oms/import`: appends newline-delimited JSON-RPC messages while they arrive, plain or as gzip.
final class ImportEndpoint: Sendable {
    /// Rejected lines that an answer lists; all are counted.
    static let reportedRejections = 100

    private let historical: Importer
    private let live: Importer
    private let maximum: Int
    private let retryAfter: Int
    private let running = Atomic<Int>(0)

    init(historical: Importer, live: Importer, maximum: Int, retryAfter: Int) {
        self.historical = historical
        self.live = live
        self.maximum = maximum
        self.retryAfter = retryAfter
    }

    func answer(_ call: Call) async throws -> Answer {
        let importer = try call.flag("live") ? live : historical
        defer { running.subtract(1, ordering: .relaxed) }
        guard running.add(1, ordering: .relaxed).newValue <= maximum else {
            var problem = Problem.unavailable(
                "\(maximum) imports are under way already; try again later", retryAfter: retryAfter)
            problem.closesConnection = true
            throw problem
        }
        let body = BodyChunks(call.request.body)
        let progress = Mutex(ImportProgress())
        do throws(ImportError) {
            let input = ImportInput(name: "request \(call.requestID)") { () async throws(ImportError) in
                try await body.next()
            }
            // Not on the thread of the connection: reading and parsing blocks of lines would hold up others.
            let report = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                () async throws(ImportError) in
                try await importer.run(input) { now in progress.withLock { $0 = now } }
            }
            return Self.answer(.ok, report.progress, report.rejectedLines, problem: nil)
        } catch {
            return failed(error, progress.withLock { $0 })
        }
    }

    /// What was appended stays; sending all of it again is safe.
    private func failed(_ error: ImportError, _ progress: ImportProgress) -> Answer {
        let status: HTTPResponse.Status =
            switch error {
            case .unreadable, .corruptGzip: .badRequest
            case .notAppended, .progressUnavailable, .cancelled: .serviceUnavailable
            }
        var answer = Self.answer(status, progress, [], problem: error.description)
        if status == .serviceUnavailable { answer.headers.append((.retryAfter, String(retryAfter))) }
        answer.closesConnection = true
        return answer
    }

    private static func answer(
        _ status: HTTPResponse.Status, _ progress: ImportProgress, _ rejected: [RejectedLine], problem: String?
    ) -> Answer {
        var answer = Answer.json(status) { json in
            json.object { json in
                if let problem {
                    let kind: Problem.Kind = status == .badRequest ? .invalidBody : .unavailable
                    json.member("type", kind.type)
                    json.member("title", kind.title)
                    json.member("status", status.code)
                    json.member("detail", problem)
                }
                json.member("lines", progress.lines)
                json.member("accepted", progress.appended)
                json.member("duplicates", progress.duplicates)
                json.member("rejected", progress.rejected)
                json.member(
                    "rejected_lines",
                    array: { json in
                        for line in rejected {
                            json.object { json in
                                json.member("line", line.line)
                                json.member("kind", line.kind.rawValue)
                                json.member("reason", line.reason)
                            }
                        }
                    })
            }
        }
        if problem != nil { answer.contentType = Problem.contentType }
        return answer
    }
}

/// The chunks of a request's body, one after the other. For one reader.
private final class BodyChunks: @unchecked Sendable {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) { iterator = body.makeAsyncIterator() }

    /// The next bytes; empty at the end.
    func next() async throws(ImportError) -> [UInt8] {
        do {
            // A chunk without bytes would be taken for the end.
            while let chunk = try await iterator.next() {
                if chunk.readableBytes > 0 { return Array(chunk.readableBytesView) }
            }
            return []
        } catch {
            throw .unreadable(name: "the body", reason: "the connection ended before the body did")
        }
    }
}
