public import OMSMessages

/// A refund, identified by its credit note. Source: decision table, section 3, rule 7.
///
/// See ``RefundFields`` for what it has.
public struct RefundState: SharedRecord {
    public private(set) var shared: Shared<RefundFields>

    var fields: RefundFields {
        get { shared.value }
        _modify { yield &shared.value }
    }

    public init(id: String) { shared = Shared(RefundFields(id: id)) }

    /// Explicit type wins.
    public var type: RefundType? { self.explicitType ?? self.inferredType }
    /// Where the type comes from; nil while it is unknown.
    public var typeSource: FactSource? {
        self.explicitType != nil ? .explicit : self.inferredType != nil ? .inferred : nil
    }
    /// Where the link to the return comes from; nil while there is none.
    public var returnLinkSource: FactSource? {
        self.rma != nil ? .explicit : self.inferredReturnID != nil ? .inferred : nil
    }

    /// The sum of the lines' gross costs, exact; nil where no amount is known or the sum cannot be held.
    public var amount: ExactDecimal? { RefundState.amount(of: self.lines.value ?? []) }

    /// The same for the lines that the refund was started with.
    public var startedAmount: ExactDecimal? { RefundState.amount(of: self.startedLines) }

    /// Nil as soon as one part is unknown: a sum that leaves something out would be a wrong amount.
    static func amount(of lines: [RefundMessage.Line]) -> ExactDecimal? {
        var total: ExactDecimal?
        for line in lines where !line.payments.isEmpty {
            guard let amount = line.amount, let sum = (total ?? .zero).adding(amount) else { return nil }
            total = sum
        }
        return total
    }

    static func id(of message: RefundMessage) -> String {
        if let number = message.creditNoteNumber { return number }
        // Sorted, so that the identity does not depend on the order in which the lines stand.
        let lines = message.lines.map { line in
            "\(line.lineNumber.map(String.init) ?? line.lineID ?? "?")="
                + line.payments.map { $0.gross?.description ?? "?" }.sorted().joined(separator: "+")
        }
        return "derived-" + StableHash.text(lines.sorted() + [message.creditNoteDate?.dayUTC ?? ""])
    }
}

/// What is known of a refund.
public struct RefundFields: Hashable, Sendable {
    /// `credit_note_number`, else a hash of lines, amounts and `credit_note_date`.
    public let id: String
    /// The stamp of the newest message that spoke of it; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var status = CurrentStatus()
    public internal(set) var creditNoteDate = Latest<Timestamp>()
    public internal(set) var reason = Latest<String>()
    public internal(set) var lines = Latest<[RefundMessage.Line]>()
    /// Latched: `PENDINGRELEASE` or `RELEASED` was stated.
    public internal(set) var wasStarted = false
    /// The lines of the message that started it: what the communication speaks of, whatever later messages say.
    public internal(set) var startedLines: [RefundMessage.Line] = []
    /// Latched: the return that a message named.
    public internal(set) var rma: String?
    /// The first *known* type that a message stated; contradicting later ones are ignored.
    public internal(set) var explicitType: RefundType?
    /// A type text that is none of the known ones; it prevents inference until a known one comes.
    public internal(set) var unknownType: Code?
    /// Decided once, kept.
    public internal(set) var inferredType: RefundType?
    /// The return that alone covers the refunded lines; decided once, kept.
    public internal(set) var inferredReturnID: String?

    init(id: String) { self.id = id }
}

/// Where the payment event came from.
public enum RefundType: String, Hashable, Sendable, CaseIterable {
    /// Lines were cancelled after a capture that came before shipment.
    case cancellation
    /// Goods were returned; the refund names its return.
    case `return`
    /// A discretionary credit by customer service.
    case appeasement

    /// The type that a code names, in any of its spellings; nil for any other text.
    public init?(_ code: Code) {
        switch code.normalized {
        case "RETURN", "RETURNED": self = .return
        case "CANCELLATION", "CANCELLED", "CANCELED", "CANCEL": self = .cancellation
        case "APPEASEMENT": self = .appeasement
        default: return nil
        }
    }
}

/// Whether a message stated a fact or it was inferred from others.
public enum FactSource: String, Hashable, Sendable {
    case explicit
    case inferred
}

extension RefundMessage.Line {
    /// What is refunded of this line, exact; nil where it says nothing, or anything that is no amount.
    public var amount: ExactDecimal? {
        var total: ExactDecimal?
        for payment in payments {
            guard let gross = payment.gross, let sum = (total ?? .zero).adding(gross) else { return nil }
            total = sum
        }
        return total
    }
}
