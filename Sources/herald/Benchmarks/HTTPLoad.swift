import NIOCore
import NIOPosix
import Synchronization

/// A load generator: connections that each send one request after another, the next when the answer has come.
///
/// It runs on a thread of its own, writes requests that were made before, and reads of an answer no more than its status and
/// its length, so that what is measured is the service and not its caller.
struct HTTPLoad: Sendable {
    let port: Int
    let connections: Int
    let requests: [Request]
    /// Requests a second, at even distances, whether the one before has been answered or not as long as a connection is free;
    /// nil: as fast as answers come.
    var rate: Double?
    /// Told of every answer: the request's index, and the body.
    var onAnswer: (@Sendable (Int, ByteBufferView) -> Void)?

    /// A request as it is sent.
    struct Request: Sendable {
        let bytes: ByteBuffer

        private init(_ line: String, _ fields: [String] = [], _ body: [UInt8] = []) {
            let head = ([line + " HTTP/1.1", "host: 127.0.0.1"] + fields).map { $0 + "\r\n" }.joined() + "\r\n"
            var bytes = ByteBuffer()
            bytes.reserveCapacity(head.utf8.count + body.count)
            bytes.writeString(head)
            bytes.writeBytes(body)
            self.bytes = bytes
        }

        /// Asks for a path.
        static func get(_ path: String) -> Request { Request("GET \(path)") }

        /// Sends a body of a type to a path.
        static func post(_ path: String, type: String, _ body: [UInt8]) -> Request {
            Request("POST \(path)", ["content-type: \(type)", "content-length: \(body.count)"], body)
        }

        /// A message of the OMS, or an array of them.
        static func message(_ bytes: [UInt8]) -> Request { .post("/oms", type: "application/json", bytes) }
    }

    init(port: Int, connections: Int, requests: [Request], rate: Double? = nil) {
        self.port = port
        self.connections = connections
        self.requests = requests
        self.rate = rate
    }

    /// Asks for one page once.
    init(port: Int, path: String) { self.init(port: port, connections: 1, requests: [.get(path)]) }

    /// Sends every request once.
    /// - Throws: ``BenchError/unexpectedAnswer(_:)`` on any answer but 200, ``BenchError/notAnswered(_:)`` where there is none.
    func run() async throws -> HTTPLoadResult {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { group.shutdownGracefully { _ in } }
        let plan = Plan(self)
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: [Int64].self) { tasks in
            for _ in 0..<connections {
                tasks.addTask {
                    let loop = group.next()
                    let done = loop.makePromise(of: [Int64].self)
                    let channel = try await ClientBootstrap(group: loop)
                        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                        .channelInitializer { channel in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHandler(RequestLoop(plan: plan, done: done))
                            }
                        }
                        .connect(host: "127.0.0.1", port: port).get()
                    let times = try await done.futureResult.get()
                    try? await channel.close().get()
                    return times
                }
            }
            var times: [Int64] = []
            times.reserveCapacity(requests.count)
            for try await part in tasks { times += part }
            let duration = ContinuousClock.now - start
            guard times.count == requests.count else { throw BenchError.notAnswered(requests.count - times.count) }
            return HTTPLoadResult(nanoseconds: times.sorted(), duration: duration)
        }
    }

    /// Hands out the requests, each once.
    final class Plan: Sendable {
        let load: HTTPLoad
        private let next = Atomic<Int>(0)
        private let start = NIODeadline.now()

        init(_ load: HTTPLoad) { self.load = load }

        /// The next request, and when it is due; nil: there are no more.
        func take() -> (index: Int, due: NIODeadline)? {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < load.requests.count else { return nil }
            guard let rate = load.rate else { return (index, .now()) }
            return (index, start + .nanoseconds(Int64(Double(index) / rate * 1e9)))
        }
    }
}

/// How long answers took.
struct HTTPLoadResult: Sendable {
    /// From the moment a request was due to the end of its answer, ascending: what waits for a free connection counts too.
    let nanoseconds: [Int64]
    /// From the first request to the last answer.
    let duration: Duration

    var answered: Int { nanoseconds.count }

    /// - Parameters:
    ///   - share: 0 to 1.
    ///   - sorted: ascending.
    static func percentile(_ share: Double, of sorted: [Int64]) -> Int64 {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
