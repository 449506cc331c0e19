internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTP1

/// Serves small messages of the bus by the shortest way: `POST /oms` with a body that fits into one buffer is handed to the
/// route as soon as it is there, and its answer is written in one piece. Everything else goes on through the pipeline.
///
/// The way through the pipeline turns each request and each answer into a sequence of parts with a task waiting at either end,
/// which costs more than reading, storing and answering such a message. Requests are answered in the order they came in
/// either way: one begins when those before it have been answered, and what comes meanwhile is held. Since one connection
/// may use both ways, this is also where idle connections are closed.
final class ShortExchange: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What it needs of the server.
    struct Server: Sendable {
        let handler: RequestHandler
        let idleTimeout: TimeAmount
        /// How long a body of a size may take.
        let bodyTime: @Sendable (Int) -> TimeAmount
    }

    private enum State {
        /// Requests go on through the pipeline, until a short one comes while no other is under way.
        case open
        /// A short request is being read.
        case reading(HTTPRequestHead)
        /// It is being answered.
        case answering
        /// The client has not taken the answer yet.
        case sending
    }

    /// What came while a short request was being answered.
    private enum Held {
        case part(NIOAny)
        case event(Any)
        case error(any Error)
    }

    private let server: Server
    private let executor: EventLoopExecutor
    private let work: Work
    private var state = State.open
    /// What has come of the body of the short request that is being read; beside the state, so that it grows in place.
    private var body: ByteBuffer?
    private var held: CircularBuffer<Held> = []
    private var isReadHeld = false
    private var hasPassedOn = false
    /// Whether the connection is to be closed after the answer under way: the server is stopping.
    private var isQuiescing = false
    /// Requests that went on through the pipeline and have no answer yet.
    private var passedOn = 0
    /// Whether the request under way is the last: what follows it is no HTTP for the decoder, and would pile up there.
    private var isLast = false
    private var isBeingRead = false
    private var lastActive = NIODeadline.now()
    private var idleWatch: Scheduled<Void>?
    private var bodyWatch: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    /// Past the encoder of answers that come in parts.
    private var encoder: ChannelHandlerContext?

    /// Whether what comes has to wait.
    private var isBusy: Bool {
        switch state {
        case .answering, .sending: true
        case .open, .reading: false
        }
    }

    init(_ server: Server, executor: EventLoopExecutor, work: Work) {
        self.server = server
        self.executor = executor
        self.work = work
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
        watchIdleness(context, in: server.idleTimeout)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        idleWatch?.cancel()
        bodyWatch?.cancel()
        held.removeAll()
        (self.context, encoder, idleWatch, bodyWatch) = (nil, nil, nil, nil)
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isBusy { return held.append(.part(data)) }
        receive(data, context)
    }

    private func receive(_ data: NIOAny, _ context: ChannelHandlerContext) {
        lastActive = .now()
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), _):
            isBeingRead = true
            if passedOn == 0, work.isServed, ShortRequest.fits(head) {
                state = .reading(head)
            } else {
                passedOn += 1
                isLast = head.method == .CONNECT || head.headers.contains(name: "Upgrade")
                passOn(data, context)
            }
        case (.body(let part), .reading):
            if body == nil { body = part } else { body?.writeImmutableBuffer(part) }
        case (.end, .reading(let head)):
            isBeingRead = false
            answer(head, takeBody() ?? ByteBuffer(), context)
        case (let part, _):
            if case .end = part { isBeingRead = false }
            passOn(data, context)
        }
    }

    /// What has come of the body, which is waited for no longer.
    private func takeBody() -> ByteBuffer? {
        bodyWatch?.cancel()
        bodyWatch = nil
        defer { body = nil }
        return body
    }

    private func passOn(_ data: NIOAny, _ context: ChannelHandlerContext) {
        hasPassedOn = true
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .reading(let head) = state, bodyWatch == nil {
            let size = ShortRequest.length(head) ?? 0
            bodyWatch = context.eventLoop.assumeIsolated().scheduleTask(in: server.bodyTime(size)) {
                [weak self] in self?.context?.close(promise: nil)
            }
        }
        guard hasPassedOn else { return }
        hasPassedOn = false
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if isBusy { isReadHeld = true } else if !isLast || isBeingRead { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            if case .open = state { return context.fireUserInboundEventTriggered(event) }
            isQuiescing = true
        } else if isBusy {
            held.append(.event(event))
        } else {
            giveBack(context)
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if isBusy { return held.append(.error(error)) }
        giveBack(context)
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        idleWatch?.cancel()
        bodyWatch?.cancel()
        held.removeAll()
        context.fireChannelInactive()
    }

    /// Lets a request that ends before its body go through the pipeline after all, which knows what to say to it.
    private func giveBack(_ context: ChannelHandlerContext) {
        guard case .reading(let head) = state else { return }
        state = .open
        passedOn += 1
        passOn(wrapInboundOut(.head(head)), context)
        if let body = takeBody() { passOn(wrapInboundOut(.body(body)), context) }
        quiesce(context)
    }

    /// Passes on that the server is stopping: it closes the connection once all requests that went on are answered.
    private func quiesce(_ context: ChannelHandlerContext) {
        guard isQuiescing else { return }
        isQuiescing = false
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    // MARK: Answers

    private func answer(_ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
        state = .answering
        let request = ShortRequest.request(head, body)
        let (channel, handler) = (context.channel, server.handler)
        let exchange = NIOLoopBound(self, eventLoop: context.eventLoop)
        work.begin(
            Task(executorPreference: executor) {
                let outcome = try? await handler.outcome(of: request, channel: channel)
                exchange.value.write(outcome, request.method)
            })
    }

    /// Writes an answer; without one, closes the connection.
    private func write(_ outcome: RequestHandler.Outcome?, _ method: HTTPRequest.Method) {
        guard let context, let encoder else { return }
        guard let outcome else { return context.close(promise: nil) }
        let bytes = ShortRequest.bytes(outcome.head, outcome.answer.body, context.channel.allocator)
        state = .sending
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenSuccess { [weak self] in
            if let self, let context = self.context { goOn(context) }
        }
        lastActive = .now()
        encoder.writeAndFlush(NIOAny(IOData.byteBuffer(bytes)), promise: sent)
        server.handler.finish(outcome, method, context.channel)
    }

    /// Takes up what came meanwhile.
    private func goOn(_ context: ChannelHandlerContext) {
        state = .open
        while let next = held.popFirst() {
            switch next {
            case .part(let part): receive(part, context)
            case .event(let event): userInboundEventTriggered(context: context, event: event)
            case .error(let error): errorCaught(context: context, error: error)
            }
            if isBusy { break }
        }
        channelReadComplete(context: context)
        if case .open = state { quiesce(context) }
        guard !isBusy, isReadHeld else { return }
        isReadHeld = false
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where isLast && head.status.code >= 200:
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            return context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            passedOn = max(0, passedOn - 1)
            lastActive = .now()
            guard isLast, passedOn == 0 else { break }
            context.writeAndFlush(data, promise: promise)
            return context.close(promise: nil)
        default: break
        }
        context.write(data, promise: promise)
    }

    // MARK: Idle connections

    private func watchIdleness(_ context: ChannelHandlerContext, in time: TimeAmount) {
        idleWatch = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            guard let self, let context = self.context else { return }
            // An answer may take its time, such as a stream of events; a client may not to take it.
            let isAnswering = if case .answering = state { true } else { passedOn > 0 && !isBeingRead }
            let left = lastActive + server.idleTimeout - .now()
            if isAnswering {
                watchIdleness(context, in: server.idleTimeout)
            } else if left > .nanoseconds(0) {
                watchIdleness(context, in: left)
            } else {
                context.close(promise: nil)
            }
        }
    }
}
