import NIOCore

/// One connection of an ``HTTPLoad``: sends a request, reads the answer, sends the next.
final class RequestLoop: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let plan: HTTPLoad.Plan
    private let done: EventLoopPromise<[Int64]>
    private var nanoseconds: [Int64] = []
    private var received = ByteBuffer()
    private var current: (index: Int, due: NIODeadline)?

    init(plan: HTTPLoad.Plan, done: EventLoopPromise<[Int64]>) {
        self.plan = plan
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) { next(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = part } else { received.writeBuffer(&part) }
        do {
            guard let answer = try HTTPAnswer(received) else { return }
            guard answer.status == 200, let (index, due) = current else {
                throw BenchError.unexpectedAnswer(answer.status)
            }
            nanoseconds.append((NIODeadline.now() - due).nanoseconds)
            plan.load.onAnswer?(index, answer.body)
            received.moveReaderIndex(forwardBy: answer.length)
            next(context)
        } catch {
            done.fail(error)
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
        context.writeAndFlush(wrapOutboundOut(request.bytes), promise: nil)
    }
}
