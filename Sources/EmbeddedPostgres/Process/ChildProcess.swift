import Glibc
import Synchronization

/// A child process, whose parent is a thread of its own that lives as long as the child.
///
/// Linux sends the parent-death signal when the *thread* that started the child ends, and threads of the shared pool
/// end when idle. So the thread that starts the child is also the one that waits for it.
final class ChildProcess: Sendable {
    private struct State {
        var status: ExitStatus?
        var waiters: [Int: CheckedContinuation<ExitStatus?, Never>] = [:]
        var nextWaiter = 0
    }

    let pid: pid_t
    private let state = Mutex(State())

    private init(pid: pid_t) { self.pid = pid }

    /// Starts a program in a session of its own (a terminal's Ctrl-C does not reach it).
    static func launch(_ command: Command, output: Int32) async throws(EmbeddedPostgresError) -> ChildProcess {
        let result: Result<ChildProcess, EmbeddedPostgresError> = await withCheckedContinuation { continuation in
            DedicatedThread.start {
                do throws(EmbeddedPostgresError) {
                    let child = ChildProcess(pid: try command.spawn(output: output))
                    continuation.resume(returning: .success(child))
                    child.reap()
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    var isRunning: Bool { status == nil }

    /// How it ended, nil while it runs.
    var status: ExitStatus? { state.withLock { $0.status } }

    /// Sends a signal, unless the process has ended (its id may then belong to another).
    func signal(_ signal: Int32) {
        state.withLock { state in
            if state.status == nil { _ = Glibc.kill(pid, signal) }
        }
    }

    /// Waits for the end; nil when the waiting task was cancelled first.
    func exitStatus() async -> ExitStatus? {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, status) = state.withLock { state -> (Bool, ExitStatus?) in
                    if state.status != nil || Task.isCancelled { return (true, state.status) }
                    state.waiters[id] = continuation
                    return (false, nil)
                }
                if isOver { continuation.resume(returning: status) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(returning: nil)
        }
    }

    /// Waits for the end; nil when it did not come in time or the waiting task was cancelled.
    func exitStatus(within limit: Duration) async -> ExitStatus? {
        await withTaskGroup(of: ExitStatus?.self) { group in
            group.addTask { await self.exitStatus() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Blocks the calling thread until the child ends or the time is over.
    func blockUntilExit(within limit: Duration) {
        let deadline = ContinuousClock.now + limit
        while isRunning, ContinuousClock.now < deadline { usleep(2000) }
    }

    /// Blocks until the child ends. The id is freed under the lock, so ``signal(_:)`` never hits a stranger.
    private func reap() {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let waiters = state.withLock { state in
            var status: Int32 = 0
            while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
            state.status = ExitStatus(waitStatus: status)
            defer { state.waiters = [:] }
            return state.waiters.values.map { ($0, state.status) }
        }
        for (waiter, status) in waiters { waiter.resume(returning: status) }
    }
}
