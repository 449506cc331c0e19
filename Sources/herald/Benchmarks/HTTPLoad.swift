import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A load generator: connections that each send one request after another, the next when the answer has come.
struct HTTPLoad: Sendable {
    let port: Int
    let connections: Int
    let requests: [Request]

    enum Request: Sendable {
        /// A path.
        case get(String)
        /// A body for `POST /oms`.
        case message([UInt8])
    }

    init(port: Int, connections: Int, bodies: [[UInt8]]) {
        self.port = port
        self.connections = connections
        requests = bodies.map { .message($0) }
    }

    /// Asks for one page once.
    init(port: Int, path: String) {
        self.port = port
        connections = 1
        requests = [.get(path)]
    }

    /// Sends every request once.
    /// - Returns: how many were answered with 200.
    /// - Throws: ``BenchError/unexpectedAnswer(_:)`` on any other answer.
    func run() async throws -> Int {
        let group = MultiThreadedEventLoopGroup.singleton
        let next = Counter()
        return try await withThrowingTaskGroup(of: Int.self) { tasks in
            for _ in 0..<connections {
                tasks.addTask {
                    let loop = group.next()
                    let done = loop.makePromise(of: Int.self)
                    let channel = try await ClientBootstrap(group: loop)
                        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                        .channelInitializer { channel in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                                try channel.pipeline.syncOperations.addHandler(
                                    RequestLoop(requests: requests, next: next, done: done))
                            }
                        }
                        .connect(host: "127.0.0.1", port: port).get()
                    let count = try await done.futureResult.get()
                    try? await channel.close().get()
                    return count
                }
            }
            var total = 0
            for try await count in tasks { total += count }
            return total
        }
    }

    /// Hands out the requests, each once.
    final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
    }
}

/// One connection's loop.
private final class RequestLoop: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let requests: [HTTPLoad.Request]
    private let next: HTTPLoad.Counter
    private let done: EventLoopPromise<Int>
    private var answered = 0
    private var status = 0

    init(requests: [HTTPLoad.Request], next: HTTPLoad.Counter, done: EventLoopPromise<Int>) {
        self.requests = requests
        self.next = next
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) { send(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body: break
        case .end:
            guard status == 200 else { return done.fail(BenchError.unexpectedAnswer(status)) }
            answered += 1
            send(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

    func channelInactive(context: ChannelHandlerContext) { done.succeed(answered) }

    private func send(_ context: ChannelHandlerContext) {
        let index = next.take()
        guard index < requests.count else { return done.succeed(answered) }
        switch requests[index] {
        case .get(let path):
            var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path)
            head.headers = ["host": "127.0.0.1"]
            context.write(wrapOutboundOut(.head(head)), promise: nil)
        case .message(let bytes):
            let body = context.channel.allocator.buffer(bytes: bytes)
            var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/oms")
            head.headers = [
                "host": "127.0.0.1", "content-type": "application/json", "content-length": "\(body.readableBytes)",
            ]
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
