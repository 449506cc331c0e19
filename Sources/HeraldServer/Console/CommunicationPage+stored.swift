internal import Communications
internal import Console
internal import Delivery
internal import OMSMessages
internal import OrderModel
internal import Postgres
internal import Projection

extension CommunicationPage {
    init(_ stored: StoredCommunication, _ why: Why) {
        self.init(
            kind: CommunicationRow.name(stored.kindName), orderID: stored.orderID,
            orderPath: PagePath.order(stored.salesChannel, stored.orderID), salesChannel: stored.salesChannel,
            status: Chip(stored.status), reason: stored.status == .sent ? nil : stored.detail ?? stored.reason, why: why
        )
        deliveries = DeliveryTable(stored.deliveries.map { DeliveryTable.Row($0) })
        facts = [Fact("Told to", stored.audience == .customer ? "the customer" : "customer service")]
        if let name = stored.recipient.name { facts.append(Fact("Name", name)) }
        if let email = stored.recipient.email { facts.append(Fact("E-mail", email)) }
        if let phone = stored.recipient.phone { facts.append(Fact("Telephone", phone)) }
        facts.append(Fact("Language", stored.locale))
        facts += subject(stored)
        facts.append(Fact("Happened", Moment(stored.occurredAt)))
        facts.append(Fact("Decided", Moment(stored.decidedAt)))
        if let due = stored.dueAt { facts.append(Fact("Due", Moment(due))) }
        if let raised = stored.raisedAt { facts.append(Fact("Raised", Moment(raised))) }
        if let original = stored.resendOf {
            facts.append(
                Fact("Repeats", "an earlier communication", path: PagePath.communication(original.description)))
        }
        facts.append(Fact("Id", stored.id.description))
    }

    private func subject(_ stored: StoredCommunication) -> [Fact] {
        var facts: [Fact] = []
        if let id = stored.subject.refundID { facts.append(Fact("Refund", id)) }
        if let type = stored.refundType {
            facts.append(
                Fact("Refund for", type.rawValue + (stored.refundTypeSource == .inferred ? " (inferred)" : "")))
        }
        if let id = stored.subject.returnID { facts.append(Fact("Return", id)) }
        if let id = stored.subject.shipmentID { facts.append(Fact("Shipment", id)) }
        if !stored.subject.lines.isEmpty {
            facts.append(Fact("Lines", stored.subject.lines.map(String.init).joined(separator: ", ")))
        }
        if stored.audience == .customerService, let run = stored.occurrence {
            facts.append(Fact("Occurrence", String(run)))
        }
        return facts
    }
}

extension DeliveryTable.Row {
    init(_ delivery: DeliveryRecord) {
        self.init(
            channel: delivery.channel, recipient: delivery.recipient, status: Chip(delivery.status),
            reason: delivery.status == .sent ? nil : delivery.reason, attempts: delivery.attempts)
        finished = delivery.finishedAt.map { Moment($0) }
        if delivery.status == .pending { next = delivery.nextAttemptAt.map { Moment($0) } }
    }
}

extension AttemptTable.Row {
    init(_ attempt: AttemptRecord) {
        let tone: Chip.Tone =
            switch attempt.outcome {
            case "sent": .good
            case "permanent": .bad
            case nil: .running
            default: .waiting
            }
        self.init(
            number: attempt.attempt, channel: attempt.channel, recipient: attempt.recipient,
            at: Moment(attempt.startedAt), outcome: Chip(attempt.outcome ?? "running", tone))
        response = attempt.response ?? attempt.errorClass
        took = attempt.durationMilliseconds.map { "\($0) ms" }
    }
}

extension ActionTable.Row {
    init(_ record: ActionRecord) {
        self.init(
            at: Moment(record.actedAt), action: record.action?.rawValue ?? "unknown", actor: record.actor,
            reason: record.reason, resultPath: record.resultID.map { PagePath.communication($0.description) })
    }
}
