import Logging
import Postgres
import Schema
import Synchronization

extension DeliveryWorker {
    /// One loop: claims as long as there is something due and room for it.
    func work(_ number: Int) async {
        let load = Workload(limit: outbox.options.batchSize)
        await withDiscardingTaskGroup { group in
            var backoff = Backoff(first: .milliseconds(200), limit: .seconds(30))
            while !Task.isCancelled, !isStopping.load(ordering: .relaxed) {
                do {
                    let due = try await outbox.workDue()
                    var isBusy = false
                    if due.isOverdue { overdueWork.signal() }
                    // Whoever comes first: the other loops may be waiting for a channel that hangs.
                    if due.wantsBreakers { isBusy = try await outbox.tendBreakers() > 0 || isBusy }
                    if due.hasDeliveries || isBusy {
                        let (claim, isFull) = try await claim(load)
                        if !claim.communications.isEmpty { group.addTask { await self.deliver(claim, number, load) } }
                        isBusy = claim.examined > 0 || isBusy
                        // There is more than one loop took.
                        if isFull { wakeUp.signal() }
                    }
                    backoff.reset()
                    if !isBusy { await wakeUp.wait(for: outbox.options.pollInterval) }
                    await load.waitForRoom { isStopping.load(ordering: .relaxed) }
                } catch {
                    guard !Task.isCancelled else { return }
                    outbox.logger.error("deliveries are interrupted; trying again", metadata: ["error": "\(error)"])
                    await wakeUp.wait(for: backoff.next())
                }
            }
        }
    }

    /// Sees to what is overdue, when a loop has found something, and not more often than the interval says. Beside the loops,
    /// so that customer service's mail server may hang without holding up deliveries.
    func workOverdue() async {
        while !Task.isCancelled, !isStopping.load(ordering: .relaxed) {
            await overdueWork.wait(for: .seconds(3_600))
            guard !Task.isCancelled, !isStopping.load(ordering: .relaxed) else { return }
            do {
                if try await handleOverdue().takenOver > 0 { wakeUp.signal() }
            } catch {
                guard !Task.isCancelled else { return }
                outbox.logger.error(
                    "what is overdue is not seen to; trying again", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: outbox.options.overdueInterval)
        }
    }

    private func claim(_ load: Workload) async throws -> (claim: Claim, isFull: Bool) {
        let room = load.room
        var claim = try await outbox.claim(room)
        try await outbox.prepare(&claim)
        load.add(claim.communications.reduce(0) { $0 + $1.deliveries.count })
        return (claim, claim.examined >= room)
    }

    private func deliver(_ claim: Claim, _ number: Int, _ load: Workload) async {
        do {
            _ = try await outbox.deliver(claim, worker: number) { recorded in
                load.remove(recorded)
                // What waited for these, because it is of the same order, may be due now.
                self.wakeUp.signal()
            }
        } catch {
            guard !Task.isCancelled else { return }
            outbox.logger.error("outcomes of deliveries are not recorded", metadata: ["error": "\(error)"])
        }
    }
}

/// What one loop has claimed and not finished, in deliveries.
final class Workload: Sendable {
    private let limit: Int
    private let count = Mutex(0)
    private let freed = WakeUp()

    init(limit: Int) { self.limit = limit }

    var room: Int { count.withLock { limit - $0 } }

    func add(_ number: Int) { count.withLock { $0 += number } }

    func remove(_ number: Int) {
        count.withLock { $0 -= number }
        freed.signal()
    }

    /// Waits until half of the limit is free: small claims cost as much as large ones.
    func waitForRoom(unless isStopping: () -> Bool) async {
        while room * 2 < limit, !Task.isCancelled, !isStopping() { await freed.wait(for: .seconds(1)) }
    }
}

extension Outbox {
    /// What an idle worker asks: one query.
    func workDue() async throws -> (hasDeliveries: Bool, isOverdue: Bool, wantsBreakers: Bool) {
        try await pool.withConnection { connection in
            guard let row = try connection.query(SQL.deliveryWorkDue).only else { return (false, false, false) }
            return (try row.bool(0), try row.bool(1) || row.bool(2), try row.bool(3))
        }
    }
}
