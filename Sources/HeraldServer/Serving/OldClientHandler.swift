internal import NIOCore
internal import NIOHTTP1

/// Speaks with clients of HTTP/1.0, which the bus may be (message reference, section 2.1): they take the end of the
/// connection for the end of the answer, unless they have asked to keep it.
final class OldClientHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Client {
        case current
        case old
        case oldKeepingAlive
    }

    private var client = Client.current

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            let isOld = head.version.major == 1 && head.version.minor == 0
            client = !isOld ? .current : head.isKeepAlive ? .oldKeepingAlive : .old
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch (client, unwrapOutboundIn(data)) {
        case (.current, _), (_, .body): context.write(data, promise: promise)
        case (let client, .head(var head)):
            head.headers.replaceOrAdd(name: "Connection", value: client == .old ? "close" : "keep-alive")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case (.oldKeepingAlive, .end): context.write(data, promise: promise)
        case (.old, .end):
            context.writeAndFlush(data, promise: promise)
            context.close(promise: nil)
        }
    }
}
