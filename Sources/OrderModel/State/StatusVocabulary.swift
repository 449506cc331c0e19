public import OMSMessages

/// Whose status it is, and so which of two statuses with the same date counts as the later one.
///
/// The tables of decision table, section 7, in its order. A spelling ranks with its twin; unknown codes have a place of
/// their own in each table.
public enum StatusVocabulary: Sendable {
    case order
    case line
    case `return`
    case refund

    /// Ranks a code of this vocabulary; later wins.
    public func rank(_ code: Code?) -> UInt8 {
        guard let code else { return 0 }
        return switch self {
        case .order: StatusVocabulary.orderRanks[code]
        case .line: StatusVocabulary.lineRanks[code]
        case .return: StatusVocabulary.returnRanks[code]
        case .refund: StatusVocabulary.refundRanks[code]
        }
    }

    private static let orderRanks = CodeRanks(order)
    private static let lineRanks = CodeRanks(line)
    private static let returnRanks = CodeRanks(`return`)
    private static let refundRanks = CodeRanks(refund)

    /// The stamp of a stated status: its date, then its rank, then the normalised reason and the text.
    public func stamp(_ status: Code?, reason: Code?, date: Timestamp?) -> Stamp {
        // The date of a refund's status is a day (decision table, section 7).
        let instant = self == .refund ? date?.startOfDayUTC : date?.microseconds
        return Stamp(
            date: instant, rank: rank(status), reason: reason?.normalized ?? "", text: status?.raw ?? "")
    }

    /// Ranks an order status.
    @Sendable private static func order(_ code: Code) -> UInt8 {
        switch code.normalized {
        case "": 0
        case "NEW", "NEWORDER": 1
        case "RECEIVED": 2
        case "ONHOLD": 3
        case "AUTHORIZED": 4
        case "APPROVED": 5
        case "INCOMPLETE": 6
        case "ERROR": 7
        case "LOGISTICS": 9
        case "PICKREADY": 10
        case "PICKCONFIRMED": 11
        case "PARTIALLYCOMPLETE": 12
        case "PRECANCELLATION": 13
        case "REJECTED": 14
        case "LOGISTICSCOMPLETE", "LOGISTICCOMPLETE": 15
        case "CANCELLED", "FULLYCANCELLED": 16
        case "COMPLETE": 17
        case "ABORTED": 18
        default: 8  // unknown: between ERROR and LOGISTICS
        }
    }

    /// Ranks a line status.
    @Sendable private static func line(_ code: Code) -> UInt8 {
        switch code.normalized {
        case "": 0
        case "NEW": 1
        case "ONHOLD": 2
        case "ALLOCATEDSHIP": 3
        case "RECEIVEDBYLOGISTICS": 4
        case "PICKREADY": 5
        case "PICKCONFIRMED": 6
        case "SHIPPED": 8
        case "CANCELLED", "FULLYCANCELLED": 9
        default: 7  // unknown: between PICKCONFIRMED and SHIPPED
        }
    }

    /// Ranks a return status.
    @Sendable private static func `return`(_ code: Code) -> UInt8 {
        switch code.normalized {
        case "": 0
        case "REQUESTED": 1
        case "RECEIVED": 3
        case "APPROVED": 4
        case "REJECTED": 5
        case "CANCELLED": 6
        default: 2  // unknown: after REQUESTED
        }
    }

    /// Ranks a refund status.
    @Sendable private static func refund(_ code: Code) -> UInt8 {
        switch code.normalized {
        case "": 0
        case "PENDINGRELEASE": 1
        case "RELEASED": 3
        case "CANCELLED": 4
        default: 2  // unknown: after PENDINGRELEASE
        }
    }
}
