internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Serves HTTP/1 connections, each on the thread of its own event loop.
struct ConnectionHandler: ServerChildChannel {
    let http1: HTTP1Channel
    let short: ShortExchange.Server

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        http1.setup(channel: channel, logger: logger).flatMapThrowing { http in
            let connection = AcceptedConnection(http, work: ShortExchange.Work())
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(OldClientHandler(), position: .after(decoder.handler))
            let executor = EventLoopExecutor(channel.eventLoop)
            let short = ShortExchange(short, executor: executor, work: connection.work)
            try pipeline.addHandler(short, position: .after(decoder.handler))
            return connection
        }
    }

    func handle(value: AcceptedConnection, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
            await http1.handle(value: value.take(), logger: logger)
            await value.work.end()
        }
    }
}
