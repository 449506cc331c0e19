import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A load generator: connections that each send one request after another, the next when the answer has come.
struct HTTPLoad: Sendable {
    let port: Int
    let connections: Int
    let requests: [Request]
    /// Requests a second, at even distances, whether the one before has been answered or not as long as a connection is free;
    /// nil: as fast as answers come.
    var rate: Double?
    /// Told of every answer: the request's index, and the body.
    var onAnswer: (@Sendable (Int, ByteBuffer) -> Void)?

    enum Request: Sendable {
        /// A path.
        case get(String)
        /// A path, the type of the body, and the body.
        case post(String, type: String, [UInt8])

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
        let group = MultiThreadedEventLoopGroup.singleton
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
                                try channel.pipeline.syncOperations.addHTTPClientHandlers()
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
    fileprivate final class Plan: Sendable {
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

/// One connection's loop.
private final class RequestLoop: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let plan: HTTPLoad.Plan
    private let done: EventLoopPromise<[Int64]>
    private var nanoseconds: [Int64] = []
    private var status = 0
    private var body = ByteBuffer()
    private var current: (index: Int, due: NIODeadline)?

    init(plan: HTTPLoad.Plan, done: EventLoopPromise<[Int64]>) {
        self.plan = plan
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) { next(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            status = Int(head.status.code)
            body.clear()
        case .body(var part): if plan.load.onAnswer != nil { body.writeBuffer(&part) }
        case .end:
            guard status == 200, let (index, due) = current else {
                return done.fail(BenchError.unexpectedAnswer(status))
            }
            nanoseconds.append((NIODeadline.now() - due).nanoseconds)
            plan.load.onAnswer?(index, body)
            next(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

    func channelInactive(context: ChannelHandlerContext) { done.succeed(nanoseconds) }

    /// Sends the next request, when it is due.
    private func next(_ context: ChannelHandlerContext) {
        current = plan.take()
        guard let current else { return done.succeed(nanoseconds) }
        guard current.due > .now() else { return send(plan.load.requests[current.index], context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(deadline: current.due) {
            let (loop, context) = bound.value
            guard let current = loop.current else { return }
            loop.send(loop.plan.load.requests[current.index], context)
        }
    }

    private func send(_ request: HTTPLoad.Request, _ context: ChannelHandlerContext) {
        switch request {
        case .get(let path):
            var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path)
            head.headers = ["host": "127.0.0.1"]
            context.write(wrapOutboundOut(.head(head)), promise: nil)
        case .post(let path, let type, let bytes):
            let body = context.channel.allocator.buffer(bytes: bytes)
            var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path)
            head.headers = ["host": "127.0.0.1", "content-type": type, "content-length": "\(body.readableBytes)"]
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
