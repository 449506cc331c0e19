internal import CLibPQ
internal import Logging

/// Owns a `PGconn` and what belongs to it. Only the queue of its connection touches `connection`.
@safe final class ConnectionHandle: @unchecked Sendable {
    /// `nil` once closed.
    private(set) var connection: OpaquePointer?
    private let notices: Unmanaged<NoticeLogger>

    /// Takes over `connection`, whatever its status.
    init(taking connection: OpaquePointer, logger: Logger) {
        unsafe self.connection = connection
        unsafe notices = Unmanaged.passRetained(NoticeLogger(logger: logger))
        unsafe PQsetNoticeReceiver(connection, NoticeLogger.receive, notices.toOpaque())
    }

    func close() {
        guard let connection = unsafe connection else { return }
        unsafe self.connection = nil
        unsafe PQfinish(connection)
        unsafe notices.release()
    }

    deinit { close() }
}

/// Sends notices of the server to the logger; libpq would print them to stderr.
final class NoticeLogger {
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    static let receive: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = { context, result in
        guard let context = unsafe context, let result = unsafe result else { return }
        let this = unsafe Unmanaged<NoticeLogger>.fromOpaque(context).takeUnretainedValue()
        let message = unsafe ErrorField.message.text(in: result) ?? ""
        let code = unsafe ErrorField.sqlState.text(in: result) ?? ""
        this.logger.debug("PostgreSQL notice: \(message)", metadata: ["sqlstate": "\(code)"])
    }
}
