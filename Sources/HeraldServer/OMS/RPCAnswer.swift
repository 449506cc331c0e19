internal import EventLog
internal import OMSMessages

/// Answers of JSON-RPC 2.0, one a message.
enum RPCAnswer: Sendable {
    case stored(AppendResult, id: String?)
    case error(RPCError, id: String?)
    /// What the OMS's own query and command about notifications answer.
    case notifications([OrderNotification], id: String?)
    case notification(OrderNotification, id: String?)

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("jsonrpc", "2.0")
            switch self {
            case .stored(let result, let id):
                json.member("id", raw: id?.utf8)
                json.member(
                    "result",
                    object: { json in
                        json.member("position", result.position)
                        json.member("shard", result.shard)
                        json.member("duplicate", result.isDuplicate)
                    })
            case .notifications(let notifications, let id):
                json.member("id", raw: id?.utf8)
                json.member(
                    "result", array: { json in for notification in notifications { notification.write(to: &json) } })
            case .notification(let notification, let id):
                json.member("id", raw: id?.utf8)
                json.key("result")
                notification.write(to: &json)
            case .error(let error, let id):
                json.member("id", raw: id?.utf8)
                json.member(
                    "error",
                    object: { json in
                        json.member("code", error.code)
                        json.member("message", error.message)
                    })
            }
        }
    }
}

/// An error of JSON-RPC.
struct RPCError: Error, Hashable, Sendable {
    let code: Int
    /// What is wrong, without content.
    let message: String

    static let unauthorizedCode = -32001
    static let invalidRequestCode = -32600
    static let invalidParamsCode = -32602
    /// The server's own: the action makes no sense here, whatever is sent again.
    static let refusedCode = -32002
    /// The server's own: a second delivery can help.
    static let unavailableCode = -32000

    init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: OMSMessageError) { self.init(code: error.jsonRPCCode, message: error.description) }

    init(_ error: AppendError) {
        switch error {
        case .refused: self.init(code: Self.invalidRequestCode, message: error.description)
        case .overloaded, .stopped: self.init(code: Self.unavailableCode, message: error.description)
        case .unavailable:
            self.init(
                code: Self.unavailableCode, message: "the event log cannot be written at the moment; try again later")
        }
    }

    var isTemporary: Bool { code == Self.unavailableCode }
}
