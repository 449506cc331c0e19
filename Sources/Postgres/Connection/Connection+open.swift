internal import CLibPQ
internal import Logging

extension Connection {
    /// Connects with libpq, which blocks.
    static func open(
        _ configuration: ConnectionConfiguration, logger: Logger
    ) throws(PostgresError) -> (handle: ConnectionHandle, cancel: CancelHandle) {
        let endpoint = try Endpoint.parse(configuration.uri).get()
        // Of two values for a keyword libpq takes the last; `dbname` expands to the whole of `uri`.
        let timeout = configuration.connectTimeout.components
        let seconds = max(2, timeout.seconds + (timeout.attoseconds > 0 ? 1 : 0))
        let options = [
            ("connect_timeout", "\(seconds)"), ("application_name", configuration.applicationName),
            ("dbname", configuration.uri), ("client_encoding", "UTF8"),
        ]
        let connection = unsafe withCStrings(options.map(\.0)) { keywords in
            unsafe withCStrings(options.map(\.1)) { values in unsafe PQconnectdbParams(keywords, values, 1) }
        }
        guard let connection = unsafe connection else {
            throw PostgresError(.connectFailed, "\(endpoint): out of memory")
        }
        let handle = unsafe ConnectionHandle(taking: connection, logger: logger)
        guard unsafe PQstatus(connection) == CONNECTION_OK else {
            let reason = unsafe String(cString: PQerrorMessage(connection)).trimmingLineEnd
            handle.close()
            throw PostgresError(.connectFailed, "\(endpoint): \(reason)")
        }
        return unsafe (handle, CancelHandle(of: connection))
    }

    /// Calls `body` with a null-terminated array of C strings.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        var offsets: [Int] = []
        var bytes: [CChar] = []
        for string in strings {
            offsets.append(bytes.count)
            bytes.append(contentsOf: string.utf8CString)
        }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            let pointers = unsafe offsets.map { unsafe bytes.baseAddress! + $0 } as [UnsafePointer<CChar>?] + [nil]
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
        }
    }
}
