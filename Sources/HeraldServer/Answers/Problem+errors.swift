internal import Delivery
internal import Postgres
internal import Projection

extension Problem {
    /// The one table that maps errors of the layers below to answers.
    init(_ error: any Error, retryAfter: Int) {
        switch error {
        case let problem as Problem: self = problem
        case let error as PostgresError where error.isTemporary:
            self = .unavailable("the database cannot answer at the moment; try again later", retryAfter: retryAfter)
        case let error as ActionError: self.init(error)
        case let error as DeadLetterError: self.init(error.kind, error.description)
        case let error as RebuildError: self.init(.conflict, error.description)
        case FailedDeliveryError.keyOfOtherRequest:
            self.init(.keyReused, FailedDeliveryError.keyOfOtherRequest.description)
        case let error as FailedDeliveryError: self.init(.conflict, error.description)
        case ChannelError.noReason: self = .invalidParameter("reason", "must say why, in your words")
        case let error as ChannelError: self.init(.notFound, error.description)
        default: self.init(.internalError, "the request failed; the log says more under this request's id")
        }
    }

    private init(_ error: ActionError) {
        let kind: Kind =
            switch error {
            case .notFound, .nothingToAcknowledge: .notFound
            case .keyOfOtherAction, .impossible: .conflict
            case .keyOfOtherRequest: .keyReused
            case .invalidAddress: .invalidBody
            case .notADesk, .noRecipient, .recipientSuppressed, .sandbox, .overtaken, .incomplete, .orderUnreadable,
                .unknownKind:
                .refused
            }
        self.init(kind, error.description)
    }
}

extension DeadLetterError {
    fileprivate var kind: Problem.Kind {
        switch self {
        case .unknownShard, .noMessage: .notFound
        case .unattributed, .unknownChannel: .invalidBody
        case .notADeadLetter, .skippedBefore, .assignedBefore: .conflict
        }
    }
}

extension PostgresError {
    /// Whether the same request may succeed later.
    var isTemporary: Bool {
        switch kind {
        case .connectionLost, .connectFailed, .poolTimeout, .poolOverloaded, .poolClosed, .cancelled: true
        // Out of resources, intervention of an operator, failure of the system, and what a replica says.
        case .server(let state): isConnectionProblem || isRetryable || ["53", "57", "58"].contains(state.errorClass)
        case .decoding, .protocolViolation: false
        }
    }
}

extension Problem {
    init(_ failure: BodyReader.Failure, retryAfter: Int) {
        switch failure {
        case .tooLarge(let limit): self.init(.bodyTooLarge, "the body is larger than \(limit) bytes")
        case .overloaded:
            self = .unavailable("too many large bodies at the same time; try again later", retryAfter: retryAfter)
        case .incomplete: self.init(.invalidBody, "the body ended before its Content-Length")
        }
        closesConnection = true
    }
}
