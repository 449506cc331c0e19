internal import Postgres

/// One run of an ``Importer``: blocks are parsed side by side, enqueued one after the other, and counted in order.
struct ImportRun {
    let worker: ImportWorker
    let checkpoint: ImportCheckpoint?
    let onProgress: @Sendable (ImportProgress) -> Void
    var report: ImportReport
    /// Blocks that are done while one before them is not.
    private var early: [Int: ImportedBlock] = [:]
    /// The block that is counted next.
    private var nextIndex = 0
    private var failure: ImportError?

    init(
        worker: ImportWorker, checkpoint: ImportCheckpoint?, onProgress: @escaping @Sendable (ImportProgress) -> Void,
        report: ImportReport
    ) {
        self.worker = worker
        self.checkpoint = checkpoint
        self.onProgress = onProgress
        self.report = report
    }

    consuming func run(_ blocks: BlockReader) async throws(ImportError) -> ImportReport {
        await process(blocks)
        if failure == nil || nextIndex > 0 { await save(isFinished: failure == nil) }
        if let failure { throw failure }
        return report
    }

    private mutating func process(_ blocks: BlockReader) async {
        let worker = worker
        await withTaskGroup(of: ImportedBlock.self) { group in
            var started = 0
            var inFlight = 0
            var turn = Gate(isOpen: true)
            while let block = await read(blocks) {
                let (mine, following, index) = (turn, Gate(), started)
                group.addTask { await worker.work(block, index: index, turn: mine, following: following) }
                turn = following
                started += 1
                inFlight += 1
                if inFlight >= worker.options.blocksInFlight, let done = await group.next() {
                    inFlight -= 1
                    await count(done)
                }
            }
            while let done = await group.next() { await count(done) }
        }
    }

    /// The next block; `nil` at the end of the input or of the run.
    private mutating func read(_ blocks: BlockReader) async -> LineBlock? {
        if Task.isCancelled, failure == nil { failure = .cancelled }
        guard failure == nil else { return nil }
        defer { report.progress.bytesRead = blocks.bytesRead }
        do throws(ImportError) {
            return try await blocks.next()
        } catch {
            failure = error
            return nil
        }
    }

    private mutating func count(_ done: ImportedBlock) async {
        if let failure = done.failure { return end(failure) }
        early[done.index] = done
        while let block = early.removeValue(forKey: nextIndex) {
            nextIndex += 1
            report.progress.byteOffset = block.endOffset
            report.progress.lines = block.endLine
            report.progress.appended += block.appended
            report.progress.duplicates += block.duplicates
            report.progress.rejected += block.rejected.count
            report.rejectedLines += block.rejected.prefix(
                worker.options.reportedRejections - report.rejectedLines.count)
            onProgress(report.progress)
            if nextIndex % worker.options.blocksPerCheckpoint == 0 { await save(isFinished: false) }
        }
    }

    private mutating func end(_ error: AppendError) {
        failure = failure ?? (Task.isCancelled ? .cancelled : .notAppended(error))
    }

    private mutating func save(isFinished: Bool) async {
        do throws(ImportError) {
            try await checkpoint?.save(report.progress, isFinished: isFinished)
        } catch {
            failure = failure ?? error
        }
    }
}
