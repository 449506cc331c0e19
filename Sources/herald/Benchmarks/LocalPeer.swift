import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A peer of the benchmark in this process that takes everything and keeps nothing.
final class LocalPeer: Sendable {
    let port: Int
    private let channel: any Channel
    private let received: Counter

    /// How many requests or mails it took.
    var count: Int { received.value.load(ordering: .relaxed) }

    final class Counter: Sendable {
        let value = Atomic<Int>(0)
        func add() { value.wrappingAdd(1, ordering: .relaxed) }
    }

    private init(_ channel: any Channel, _ received: Counter) {
        self.channel = channel
        self.received = received
        port = channel.localAddress?.port ?? 0
    }

    func close() async { try? await channel.close().get() }

    /// Answers every request with 200.
    static func http() async throws -> LocalPeer {
        try await start { channel, counter in
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(TakesRequests(counter))
        }
    }

    /// Takes every mail (RFC 5321, without extensions).
    static func smtp() async throws -> LocalPeer {
        try await start { channel, counter in
            try channel.pipeline.syncOperations.addHandler(TakesMails(counter))
        }
    }

    private static func start(
        _ handlers: @escaping @Sendable (any Channel, Counter) throws -> Void
    ) async throws -> LocalPeer {
        let counter = Counter()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try handlers(channel, counter) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LocalPeer(channel, counter)
    }
}

private final class TakesRequests: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private let counter: LocalPeer.Counter

    init(_ counter: LocalPeer.Counter) { self.counter = counter }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        counter.add()
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-length": "0"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}

private final class TakesMails: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let counter: LocalPeer.Counter
    private var line: [UInt8] = []
    private var isInMessage = false

    init(_ counter: LocalPeer.Counter) { self.counter = counter }

    func channelActive(context: ChannelHandlerContext) { reply("220 bench", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView {
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            if line.last == 0x0D { line.removeLast() }
            take(line, context)
            line.removeAll(keepingCapacity: true)
        }
    }

    private func take(_ line: [UInt8], _ context: ChannelHandlerContext) {
        if isInMessage {
            guard line == [0x2E] else { return }
            isInMessage = false
            counter.add()
            return reply("250 taken", context)
        }
        switch String(decoding: line.prefix(4), as: UTF8.self).uppercased() {
        case "DATA":
            isInMessage = true
            reply("354 go on", context)
        case "QUIT":
            reply("221 bye", context)
            context.close(promise: nil)
        default: reply("250 ok", context)
        }
    }

    private func reply(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: text + "\r\n")), promise: nil)
    }
}
