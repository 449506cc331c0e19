import NIOCore
import OMSMessages
import Postgres
import Schema
import Synchronization

/// Notes when messages were answered, and when a checkpoint was seen behind them.
final class ProjectionLag: Sendable {
    private struct State {
        /// By shard: positions and when they were answered.
        var waiting: [Int16: [(position: Int64, at: ContinuousClock.Instant)]] = [:]
        /// By shard: the checkpoint that was seen last.
        var checkpoints: [Int16: Int64] = [:]
        var nanoseconds: [Int64] = []
    }

    private let state = Mutex(State())
    /// So many are looked through at any time: what was answered late may be projected already.
    private static let few = 100

    /// Notes an answer of `POST /oms`.
    /// - Throws: ``BenchError/noPosition`` if it does not say where the message is.
    func answered(_ body: ByteBufferView) throws {
        let now = ContinuousClock.now
        guard let result = try? JSONDocument(Array(body)).root["result"], let shard = result["shard"]?.int,
            let position = result["position"]?.int
        else { throw BenchError.noPosition }
        state.withLock { $0.waiting[Int16(clamping: shard), default: []].append((Int64(position), now)) }
    }

    /// Notes how far the projection is: rows of `live_checkpoints`.
    private func look(_ rows: Rows) throws {
        let now = ContinuousClock.now
        try state.withLock { state in
            for row in rows {
                let (shard, checkpoint) = (try row.int16(0), try row.int64(1))
                // Where nothing moved, much is not looked through again.
                guard let waiting = state.waiting[shard], !waiting.isEmpty,
                    state.checkpoints[shard] != checkpoint || waiting.count < Self.few
                else { continue }
                state.checkpoints[shard] = checkpoint
                for entry in waiting where entry.position <= checkpoint {
                    // It may have been projected before its answer was read.
                    state.nanoseconds.append(max(0, Int64((now - entry.at) / .nanoseconds(1))))
                }
                state.waiting[shard] = waiting.filter { $0.position > checkpoint }
            }
        }
    }

    /// Looks again and again, until it is cancelled.
    func watch(_ pool: ConnectionPool, every time: Duration) async throws {
        while true {
            try look(try await pool.withConnection { try $0.query(SQL.liveCheckpoints) })
            try await Task.sleep(for: time)
        }
    }

    /// Waits until all that was answered is projected, while somebody watches.
    /// - Throws: ``BenchError/notProjected`` after a minute.
    func untilProjected() async throws {
        let end = ContinuousClock.now + .seconds(60)
        while waiting > 0 {
            guard .now < end else { throw BenchError.notProjected }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// How many messages were answered and not seen projected.
    var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

    /// The times between answer and projection since it was asked before, ascending; it forgets them.
    func take() -> [Int64] {
        state.withLock { state in
            defer { state.nanoseconds = [] }
            return state.nanoseconds
        }.sorted()
    }
}
