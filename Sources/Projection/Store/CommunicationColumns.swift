import Communications
import OMSMessages
import OrderModel
import Postgres

/// The columns of new communications, one array each: a page of decisions is one statement.
struct CommunicationColumns {
    private let communications: [Communication]

    init(_ communications: [Communication]) { self.communications = communications }

    /// The binds of `insert_communications`.
    var insertion: Parameters {
        var binds = Parameters()
        binds.append(array: communications.map(\.shard))
        binds.append(array: communications.map(\.orderID))
        binds.append(array: communications.map { PostgresUUID($0.id)! })
        binds.append(array: communications.map(\.key))
        binds.append(array: communications.map(\.kind.name))
        binds.append(array: communications.map(\.kind.audience.rawValue))
        binds.append(array: communications.map(\.salesChannel))
        binds.append(array: communications.map(\.subject.refundID))
        binds.append(array: communications.map(\.subject.returnID))
        binds.append(array: communications.map(\.subject.shipmentID))
        binds.append(array: communications.map(\.linesLiteral))
        binds.append(array: communications.map { $0.occurrence.map(Int32.init(clamping:)) })
        binds.append(array: communications.map { $0.refundType?.rawValue })
        binds.append(array: communications.map { $0.refundTypeSource?.rawValue })
        binds.append(array: communications.map { $0.returnLinkSource?.rawValue })
        binds.append(array: communications.map(\.disposition.status.rawValue))
        binds.append(array: communications.map(\.disposition.reason))
        binds.append(array: communications.map(\.disposition.text))
        binds.append(array: communications.map(\.position))
        binds.append(array: communications.map(\.messageID))
        binds.append(array: communications.map { PostgresTimestamp($0.occurredAt) })
        binds.append(array: communications.map { PostgresTimestamp($0.decidedAt) })
        binds.append(array: communications.map { $0.dueAt.map { PostgresTimestamp($0) } })
        binds.append(array: communications.map(\.locale))
        appendRecipients(to: &binds)
        binds.append(array: communications.map { String(decoding: $0.facts, as: UTF8.self) })
        appendDeliveries(to: &binds)
        return binds
    }

    /// The binds of `release_communications`.
    var release: Parameters {
        var binds = Parameters()
        binds.append(array: communications.map(\.shard))
        binds.append(array: communications.map(\.orderID))
        binds.append(array: communications.map { PostgresUUID($0.id)! })
        binds.append(array: communications.map(\.subject.refundID))
        binds.append(array: communications.map(\.subject.returnID))
        binds.append(array: communications.map(\.linesLiteral))
        binds.append(array: communications.map { $0.refundType?.rawValue })
        binds.append(array: communications.map { $0.refundTypeSource?.rawValue })
        binds.append(array: communications.map { $0.returnLinkSource?.rawValue })
        binds.append(array: communications.map(\.disposition.status.rawValue))
        binds.append(array: communications.map(\.disposition.reason))
        binds.append(array: communications.map(\.disposition.text))
        binds.append(array: communications.map { PostgresTimestamp($0.decidedAt) })
        binds.append(array: communications.map { $0.dueAt.map { PostgresTimestamp($0) } })
        appendRecipients(to: &binds)
        binds.append(array: communications.map { String(decoding: $0.facts, as: UTF8.self) })
        appendDeliveries(to: &binds)
        return binds
    }

    private func appendRecipients(to binds: inout Parameters) {
        binds.append(array: communications.map { $0.contact?.name })
        binds.append(array: communications.map { $0.contact?.email })
        binds.append(array: communications.map { $0.contact?.phone })
        binds.append(array: communications.map { $0.contact?.source.rawValue })
    }

    /// One delivery for each channel and recipient of what is ready to be sent.
    private func appendDeliveries(to binds: inout Parameters) {
        let deliveries = communications.filter { $0.disposition == .pending }.flatMap { communication in
            communication.deliveries.map { (id: communication.id, channel: $0.channel, recipient: $0.recipient) }
        }
        binds.append(array: deliveries.map { PostgresUUID($0.id)! })
        binds.append(array: deliveries.map(\.channel))
        binds.append(array: deliveries.map(\.recipient))
    }
}

extension Communication {
    /// The customer to write to; a payment exception has none.
    var contact: CustomerContact? {
        if case .customer(_, let contact) = addressing { contact } else { nil }
    }

    /// The line numbers as a PostgreSQL array literal.
    fileprivate var linesLiteral: String { "{" + subject.lines.map(String.init).joined(separator: ",") + "}" }
}
