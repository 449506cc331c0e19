import NIOCore
import NIOPosix
import Synchronization

/// A load generator: connections that each send one request after another, the next when the answer has come.
///
/// It runs on a thread of its own, writes requests that were made before, and reads of an answer no more than its status and
/// its length, so that what is measured is the service and not its caller.
struct HTTPLoad: Sendable {
    var host = "127.0.0.1"
    let port: Int
    let connections: Int
    let source: any RequestSource
    /// Requests a second, at even distances, whether the one before has been answered or not as long as a connection is free;
    /// nil: as fast as answers come.
    var rate: Double?
    /// How long the server may take for one answer.
    var timeout = TimeAmount.seconds(60)
    /// Answers that are no failure of the measurement.
    var accepted: Set<Int> = [200]
    /// Whether the result has the time of every answer; without, it needs no memory however long it takes.
    var keepsTimes = true
    /// Told of every answer, on the thread of the load; what it throws ends the load.
    var onAnswer: (@Sendable (Answered) throws -> Void)?

    /// One answer.
    struct Answered {
        let status: Int
        /// From the moment the request was due to the end of the answer.
        let nanoseconds: Int64
        let body: ByteBufferView
    }

    /// A request as it is sent.
    struct Request: Sendable {
        let bytes: ByteBuffer

        private init(
            _ method: String, _ path: String, _ head: RequestHead, _ fields: [String] = [], _ body: [UInt8] = []
        ) {
            let token = head.token.map { ["authorization: Bearer \($0)"] } ?? []
            let lines = ["\(method) \(head.path)\(path) HTTP/1.1", "host: \(head.authority)"] + token + fields
            let text = lines.map { $0 + "\r\n" }.joined() + "\r\n"
            var bytes = ByteBuffer()
            bytes.reserveCapacity(text.utf8.count + body.count)
            bytes.writeString(text)
            bytes.writeBytes(body)
            self.bytes = bytes
        }

        /// Asks for a path.
        static func get(_ path: String, _ head: RequestHead = .own) -> Request { Request("GET", path, head) }

        /// Sends a body of a type to a path.
        static func post(
            _ path: String, type: String, _ body: [UInt8], _ head: RequestHead = .own
        ) -> Request {
            Request("POST", path, head, ["content-type: \(type)", "content-length: \(body.count)"], body)
        }

        /// A message of the OMS, or an array of them.
        static func message(_ bytes: [UInt8], _ head: RequestHead = .own) -> Request {
            .post("/oms", type: "application/json", bytes, head)
        }
    }

    /// Sends what is pulled from a source until that ends.
    init(port: Int, connections: Int, source: any RequestSource, rate: Double? = nil) {
        self.port = port
        self.connections = connections
        self.source = source
        self.rate = rate
    }

    /// Sends requests that are there.
    init(port: Int, connections: Int, requests: [Request], rate: Double? = nil) {
        self.init(port: port, connections: connections, source: MadeRequests(requests), rate: rate)
    }

    /// Asks for one page once.
    init(port: Int, path: String) { self.init(port: port, connections: 1, requests: [.get(path)]) }

    /// Sends every request once; one failure, or cancellation, ends all.
    /// - Throws: ``BenchError/unexpectedAnswer(_:)`` on any answer that is not accepted, ``BenchError/notAnswered(_:)`` where
    ///   there is none, ``BenchError/silent(_:)`` where there is none for too long.
    func run() async throws -> HTTPLoadResult {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { group.shutdownGracefully { _ in } }
        let plan = Plan(self)
        let start = ContinuousClock.now
        return try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: HTTPLoadTimes.self) { tasks in
                for _ in 0..<connections { tasks.addTask { try await connection(of: group.next(), plan) } }
                var all = HTTPLoadTimes()
                for try await part in tasks {
                    all.answered += part.answered
                    all.nanoseconds += part.nanoseconds
                }
                let duration = ContinuousClock.now - start
                guard all.answered == plan.taken else { throw BenchError.notAnswered(plan.taken - all.answered) }
                return HTTPLoadResult(
                    answered: all.answered, nanoseconds: all.nanoseconds.sorted(), duration: duration)
            }
        } onCancel: {
            plan.stop()
        }
    }

    private func connection(of loop: any EventLoop, _ plan: Plan) async throws -> HTTPLoadTimes {
        let done = loop.makePromise(of: HTTPLoadTimes.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(RequestLoop(plan: plan, done: done))
                    }
                }
                .connect(host: host, port: port).get()
        } catch {
            plan.stop()
            done.fail(error)
            throw error
        }
        let times = try await done.futureResult.get()
        try? await channel.close().get()
        return times
    }

    /// Hands out the requests, each once.
    final class Plan: Sendable {
        let load: HTTPLoad
        private let next = Atomic<Int>(0)
        private let isStopped = Atomic<Bool>(false)
        private let start = NIODeadline.now()

        init(_ load: HTTPLoad) { self.load = load }

        /// How many were handed out.
        var taken: Int { next.load(ordering: .relaxed) }

        /// The next request, and when it is due; nil: there are no more.
        func take() -> (request: Request, due: NIODeadline)? {
            guard !isStopped.load(ordering: .relaxed), let request = load.source.next() else { return nil }
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard let rate = load.rate else { return (request, .now()) }
            return (request, start + .nanoseconds(Int64(Double(index) / rate * 1e9)))
        }

        /// Hands out no more.
        func stop() { isStopped.store(true, ordering: .relaxed) }
    }
}

/// What one connection did.
struct HTTPLoadTimes: Sendable {
    var answered = 0
    /// As ``HTTPLoadResult/nanoseconds``, in the order of answers.
    var nanoseconds: [Int64] = []
}

/// How long answers took.
struct HTTPLoadResult: Sendable {
    let answered: Int
    /// From the moment a request was due to the end of its answer, ascending: what waits for a free connection counts too.
    /// None where the load keeps no times.
    let nanoseconds: [Int64]
    /// From the first request to the last answer.
    let duration: Duration

    /// - Parameters:
    ///   - share: 0 to 1.
    ///   - sorted: ascending.
    static func percentile(_ share: Double, of sorted: [Int64]) -> Int64 {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
