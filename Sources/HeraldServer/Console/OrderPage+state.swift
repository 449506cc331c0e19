internal import Communications
internal import Console
internal import Markup
internal import OMSMessages
internal import OrderModel
internal import Postgres
internal import Projection

extension OrderPage {
    /// Shows what is known of an order.
    mutating func show(_ state: OrderState, _ policy: ChannelPolicy) {
        status = state.status.status.map { Chip(orderStatus: $0.raw) }
        statusReason = state.status.reason?.raw
        if state.facts.testOrder { notes.append("test order") }
        if !state.isPlaced { notes.append("no snapshot yet") }
        facts += headFacts(of: state)
        lines = LineTable(
            state.lines.map { line in
                LineTable.Row(line, state, currency: line.amount.value?.currency ?? state.currency)
            })
        shipments = state.shipments.map { ShipmentCard($0, handover: state.handover(of: $0)) }
        let known = state.returns
        let anchors = Dictionary(
            known.enumerated().map { ($0.element.id, "return-\($0.offset + 1)") },
            uniquingKeysWith: { first, _ in first })
        returns = known.map { entry in
            var card = ReturnCard(entry, anchor: anchors[entry.id] ?? "", policy)
            card.refunds = state.refunds.enumerated().filter { state.returnID(of: $0.element) == entry.id }.map {
                Fact("Refunded with", $0.element.id, path: "#refund-\($0.offset + 1)")
            }
            return card
        }
        refunds = RefundTable(
            state.refunds.enumerated().map { index, refund in
                RefundTable.Row(refund, anchor: "refund-\(index + 1)", state, returnAnchors: anchors)
            })
    }

    private func headFacts(of state: OrderState) -> [Fact] {
        var facts: [Fact] = []
        if let ordered = state.originDate.value { facts.append(Fact("Ordered", Moment(ordered))) }
        if let total = state.total { facts.append(Fact("Gross amount of all lines", total.money(state.currency))) }
        let refunded = state.refunds.filter(\.wasStarted).compactMap(\.amount)
        if let sum = refunded.reduce(nil as ExactDecimal?, { ($0 ?? .zero).adding($1) }) {
            facts.append(Fact("Refunds started", sum.money(state.currency)))
        }
        for payment in state.payments.value ?? [] {
            for transaction in payment.transactions {
                let parts = [
                    transaction.method?.raw, transaction.amount?.money(payment.currency),
                    transaction.authorizationStatus?.raw,
                ]
                facts.append(Fact("Payment", parts.compactMap(\.self).joined(separator: ", ")))
            }
        }
        if let email = state.customerEmail { facts.append(Fact("Customer", email)) }
        if let language = state.language.value { facts.append(Fact("Language", language)) }
        if let original = state.originalOrderID.value {
            facts.append(Fact("Replaces", original, path: PagePath.order(state.salesChannel, original)))
        }
        return facts
    }
}

extension OpenList {
    /// What somebody still waits for, as far as messages and decisions tell.
    init?(_ state: OrderState?, _ told: [StoredCommunication], _ policy: ChannelPolicy) {
        var items: [Item] = []
        if let state, state.isPlaced, !state.facts.testOrder {
            let (shipped, cancelled) = (state.shippedLines, state.cancelledLines)
            let waiting = state.goodsLines.filter { !shipped.contains($0) && !cancelled.contains($0) }
            if !waiting.isEmpty {
                items.append(Item("\(LineNumbers.text(waiting, capital: true)): neither shipped nor cancelled"))
            }
        }
        for (index, entry) in (state?.returns ?? []).enumerated() where entry.isLiving {
            let received = Set(entry.receivedLines(approvedMeansReceived: policy.approvedMeansReceived))
            let waiting = entry.authorizedLines.filter { !received.contains($0) }
            if !waiting.isEmpty {
                items.append(
                    Item("Return \(entry.id): \(LineNumbers.text(waiting)) not received", path: "#return-\(index + 1)"))
            }
        }
        for (index, refund) in (state?.refunds ?? []).enumerated() where !refund.wasStarted {
            items.append(Item("Refund \(refund.id): not started", path: "#refund-\(index + 1)"))
        }
        for communication in told {
            let state: String
            switch communication.status {
            case .held: state = "held"
            case .failed: state = "failed"
            case .pending, .sending: state = "on its way"
            case .delegated: state = "left to the shop’s frontend, which has not said that it sent it"
            case .sent, .suppressed, .acknowledged: continue
            }
            items.append(
                Item(
                    "\(CommunicationRow.name(communication.kindName)): \(state)",
                    path: PagePath.communication(communication.id.description)))
        }
        self.init(items)
    }
}

/// Line numbers as people list them.
enum LineNumbers {
    static func text(_ numbers: some Sequence<Int>, capital: Bool = false) -> String {
        let sorted = numbers.sorted()
        guard !sorted.isEmpty else { return capital ? "No lines" : "no lines" }
        return (capital ? "L" : "l") + (sorted.count == 1 ? "ine " : "ines ")
            + sorted.map(String.init).joined(separator: ", ")
    }
}

extension ExactDecimal {
    /// The amount with its currency, where that is known.
    func money(_ currency: String?) -> String { money + (currency.map { " " + $0 } ?? "") }
}

extension LineTable.Row {
    fileprivate init(_ line: LineState, _ state: OrderState, currency: String?) {
        self.init(
            number: line.lineNumber, name: line.productName.value ?? (line.isShipping ? "Shipping" : "Unnamed product"),
            quantity: line.quantity.value ?? 1)
        sku = line.sku.value
        amount = line.amount.value?.gross?.money(currency)
        status = line.status.status.map { Chip(orderStatus: $0.raw) }
        if state.cancelledLines.contains(line.lineNumber) {
            note = "cancelled"
        } else if state.shippedLines.contains(line.lineNumber) {
            note = "shipped"
        }
        // The same word twice says nothing.
        if let known = line.status.status, note?.uppercased() == known.normalized { note = nil }
    }
}

extension ShipmentCard {
    fileprivate init(_ shipment: ShipmentState, handover: ShipmentState.Handover) {
        let words =
            switch handover {
            case .carrier: "Handed to a carrier"
            case .storeTransfer: "Moved to a shop"
            case .collectedInStore: "Collected in the shop"
            case .nothingShipped: "Nothing physical was shipped"
            }
        self.init(
            id: shipment.id, handover: words, lines: LineNumbers.text(shipment.lineNumbers, capital: true))
        at = shipment.shipmentDate.value.map { Moment($0) }
        source = shipment.sourceID.value
        packages = (shipment.packages.value ?? []).map { package in
            Package(
                carrier: package.carrier ?? "unknown carrier", tracking: package.trackingNumber ?? package.trackingLink,
                link: package.trackingLink.flatMap { WebLink.checked($0) },
                lines: package.items.isEmpty ? "" : LineNumbers.text(package.items))
        }
    }
}

extension ReturnCard {
    fileprivate init(_ entry: ReturnState, anchor: String, _ policy: ChannelPolicy) {
        self.init(anchor: anchor, id: entry.id)
        rma = entry.rma == entry.id ? nil : entry.rma
        status = entry.status.status.map { Chip(orderStatus: $0.raw) }
        at = entry.status.date.map { Moment($0) }
        let way = [entry.trackingCarrier.value, entry.trackingNumber.value].compactMap(\.self)
        tracking = way.isEmpty ? entry.trackingURL.value : way.joined(separator: " ")
        link = entry.trackingURL.value.flatMap { WebLink.checked($0) }
        let received = Set(entry.receivedLines(approvedMeansReceived: policy.approvedMeansReceived))
        lines = entry.lines.map { line in
            var steps: [String] = []
            if line.isAuthorized { steps.append("authorised") }
            if received.contains(line.lineNumber) { steps.append("received") }
            if let condition = line.conditionDescription.value ?? line.condition.value?.raw {
                steps.append("condition: \(condition)")
            }
            return Line(
                number: line.lineNumber, sku: line.sku.value,
                progress: steps.isEmpty ? "named" : steps.joined(separator: ", "),
                why: line.reasonDescription.value ?? line.reason.value)
        }
    }
}

extension RefundTable.Row {
    fileprivate init(_ refund: RefundState, anchor: String, _ state: OrderState, returnAnchors: [String: String]) {
        let type = refund.type?.rawValue ?? refund.unknownType.map { "unknown type “\($0.raw)”" } ?? "type not known"
        self.init(anchor: anchor, id: refund.id, type: type + (refund.typeSource == .inferred ? " (inferred)" : ""))
        status = refund.status.status.map { Chip(orderStatus: $0.raw) }
        at = (refund.creditNoteDate.value ?? refund.status.date).map { Moment($0) }
        amount = refund.amount?.money(state.currency)
        let linesNamed = state.refundedLines(of: refund)
        let words = [linesNamed.isEmpty ? nil : LineNumbers.text(linesNamed, capital: true), refund.reason.value]
        why = words.contains { $0 != nil } ? words.compactMap(\.self).joined(separator: ": ") : nil
        if let id = state.returnID(of: refund) {
            let name = refund.returnLinkSource == .inferred ? "return (inferred)" : "return"
            `return` = Fact(name, id, path: returnAnchors[id].map { "#" + $0 } ?? "#main")
        }
    }
}
