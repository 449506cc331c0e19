public import Logging
public import Postgres

/// Appends newline-delimited JSON, one message a line, to the event log.
///
/// Memory is bounded by a few blocks of lines. Messages of one order are stored in the order of their lines. A line that
/// is no message is reported, and the import goes on. An import that was interrupted continues near where it stopped;
/// what it appends again is recognised as a duplicate.
public struct Importer: Sendable {
    public let options: ImportOptions
    let pool: ConnectionPool
    let appender: MessageAppender
    let rejections: RejectedInputLog
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    let now: @Sendable () -> Int64
    let logger: Logger

    /// - Parameters:
    ///   - appender: must be running.
    ///   - now: the time of receipt, in microseconds since 1970-01-01 00:00:00 UTC.
    public init(
        pool: ConnectionPool, appender: MessageAppender, options: ImportOptions = ImportOptions(),
        now: @escaping @Sendable () -> Int64, logger: Logger
    ) {
        self.pool = pool
        self.appender = appender
        self.options = options
        self.now = now
        self.logger = logger
        rejections = RejectedInputLog(pool: pool, logger: logger)
    }

    /// Imports an input to its end.
    ///
    /// - Parameter onProgress: called after every block; must return quickly.
    /// - Returns: what was done; the caller decides whether rejected lines are a failure.
    public func run(
        _ input: ImportInput, onProgress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws(ImportError) -> ImportReport {
        let checkpoint = input.identity.map {
            ImportCheckpoint(pool: pool, identity: $0, name: input.name, size: input.size ?? 0)
        }
        var report = ImportReport()
        if !options.ignoresEarlierProgress, let earlier = try await checkpoint?.read() {
            report.progress = earlier.progress
            report.resumedAt = earlier.progress.byteOffset
            report.wasFinished = earlier.isFinished
            if earlier.isFinished { return report }
        }
        report.progress.size = input.size
        let shards: Int
        do {
            shards = try await MessageLog(pool: pool).shardCount()
        } catch {
            throw .progressUnavailable(error)
        }
        let blocks = BlockReader(
            input, maximumLineBytes: options.maximumLineBytes, offset: report.progress.byteOffset,
            line: report.progress.lines)
        let worker = ImportWorker(
            appender: appender, rejections: rejections, options: options, shards: shards, now: now, logger: logger)
        return try await ImportRun(worker: worker, checkpoint: checkpoint, onProgress: onProgress, report: report)
            .run(blocks)
    }
}
