import NIOCore

/// One connection of an ``HTTPLoad``: sends a request, reads the answer, sends the next.
final class RequestLoop: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let plan: HTTPLoad.Plan
    private let done: EventLoopPromise<HTTPLoadTimes>
    private var times = HTTPLoadTimes()
    private var received = ByteBuffer()
    private var current: (request: HTTPLoad.Request, due: NIODeadline)?
    /// When the request went that waits for its answer.
    private var sentAt: NIODeadline?
    private var watch: RepeatedTask?

    init(plan: HTTPLoad.Plan, done: EventLoopPromise<HTTPLoadTimes>) {
        self.plan = plan
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) {
        // A look now and then is cheaper than a timer for each request.
        let (bound, limit) = (NIOLoopBound(self, eventLoop: context.eventLoop), plan.load.timeout)
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: limit, delay: .seconds(1)) { _ in
            guard let sentAt = bound.value.sentAt, .now() - sentAt > limit else { return }
            bound.value.fail(BenchError.silent(limit))
            bound.value.watch?.cancel()
        }
        next(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = part } else { received.writeBuffer(&part) }
        do {
            guard let answer = try HTTPAnswer(received) else { return }
            guard plan.load.accepted.contains(answer.status), let due = current?.due else {
                throw BenchError.unexpectedAnswer(answer.status)
            }
            let nanoseconds = (NIODeadline.now() - due).nanoseconds
            times.answered += 1
            if plan.load.keepsTimes { times.nanoseconds.append(nanoseconds) }
            try plan.load.onAnswer?(
                HTTPLoad.Answered(status: answer.status, nanoseconds: nanoseconds, body: answer.body))
            received.moveReaderIndex(forwardBy: answer.length)
            sentAt = nil
            next(context)
        } catch {
            fail(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error) }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        done.succeed(times)
    }

    /// Ends all: what the others measure means nothing any more.
    private func fail(_ error: any Error) {
        plan.stop()
        done.fail(error)
    }

    /// Sends the next request, when it is due.
    private func next(_ context: ChannelHandlerContext) {
        current = plan.take()
        guard let current else { return done.succeed(times) }
        guard current.due > .now() else { return send(current.request, context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(deadline: current.due) {
            let (loop, context) = bound.value
            guard let current = loop.current else { return }
            loop.send(current.request, context)
        }
    }

    private func send(_ request: HTTPLoad.Request, _ context: ChannelHandlerContext) {
        sentAt = .now()
        context.writeAndFlush(wrapOutboundOut(request.bytes), promise: nil)
    }
}
