/// Why bytes are no message of the OMS; never holds any of their text.
public enum OMSMessageError: Error, Hashable, Sendable {
    /// The bytes are no JSON, `offset` bytes from their start where that is known.
    case notJSON(JSONError.Reason, offset: Int?)
    /// Containers are nested deeper than `limit`.
    case tooDeep(limit: Int)
    /// More bytes or more values than the limits allow.
    case tooLarge
    /// JSON, but no JSON-RPC request.
    case notARequest(Reason)

    /// What a JSON document lacks to be a JSON-RPC request.
    public enum Reason: String, Hashable, Sendable {
        case notAnObject = "the message is no object"
        case methodMissing = "'method' is missing or no text"
        case paramsNotStructured = "'params' is neither an object nor an array"
        case emptyBatch = "the batch is empty"
    }

    /// The error code of JSON-RPC 2.0: -32700 (parse error) or -32600 (invalid request).
    public var jsonRPCCode: Int {
        switch self {
        case .notJSON, .tooDeep, .tooLarge: -32700
        case .notARequest: -32600
        }
    }

    init(_ error: JSONError) {
        switch error {
        case .malformed(let reason, let offset): self = .notJSON(reason, offset: offset)
        case .tooDeep(let limit): self = .tooDeep(limit: limit)
        case .tooLarge: self = .tooLarge
        }
    }
}

extension OMSMessageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let reason, let offset): JSONError.malformed(reason, offset: offset).description
        case .tooDeep(let limit): JSONError.tooDeep(limit: limit).description
        case .tooLarge: JSONError.tooLarge.description
        case .notARequest(let reason): "not a JSON-RPC request: \(reason.rawValue)"
        }
    }
}
