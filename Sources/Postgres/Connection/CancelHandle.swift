internal import CLibPQ

/// What it takes to ask the server, over a second connection, to cancel the statement of the first.
/// libpq lets any thread do so at any time.
@safe final class CancelHandle: @unchecked Sendable {
    private let handle: OpaquePointer?

    /// Must be made on the queue of `connection`.
    init(of connection: OpaquePointer) { unsafe handle = PQgetCancel(connection) }

    deinit { unsafe PQfreeCancel(handle) }

    /// Returns after the server has signalled the backend, or `false` if it could not be reached.
    @discardableResult func send() -> Bool {
        guard let handle = unsafe handle else { return false }
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            unsafe PQcancel(handle, buffer.baseAddress, Int32(buffer.count)) == 1
        }
    }
}
