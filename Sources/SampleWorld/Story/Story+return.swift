/// In what state goods came back.
struct Condition: Sendable {
    var code: String
    var description: String?

    static let notInspected = Condition(code: "NOT_INSPECTED", description: nil)
    static let good = Condition(code: "GOOD", description: "As new, in its box")
    static let damaged = Condition(code: "DAMAGED", description: "Dented, box missing")
}

/// What comes back. Source: message reference, section 7.
extension Story {
    /// The id of this order's `number`-th authorised return.
    func rma(_ number: Int = 1) -> String { "RMA-\(order.id)-\(number)" }

    /// A return moves to a status; `return_management.updated` says so.
    /// - Parameters:
    ///   - condition: of all lines; nil leaves it out.
    ///   - hasLabel: whether tracking and a label are named.
    mutating func returnUpdated(
        _ rma: String?, _ code: String, _ lines: [Int], condition: Condition? = .notInspected, hasLabel: Bool = true
    ) {
        emit(OMSMethodName.returnUpdated) { text, story in
            text.openReturn(story.order, rma: rma, user: "agent.ilse", hasLabel: hasLabel)
            text.openList("custom_attributes")
            text.closeList()
            text.openObject("status")
            text.code("code", code)
            text.text("name", code.prefix(1) + code.dropFirst().lowercased())
            text.text("reason_code", "CSRREQUEST")
            if !text.style.withoutMockFields { text.text("reason_name", "Agent request") }
            text.moment("date", story.clock)
            text.closeObject()
            text.openList("lines")
            for line in lines {
                let omitted = text.style.withoutMockFields && condition?.code == "NOT_INSPECTED" && code == "REQUESTED"
                text.returnLine(story.order[line], condition: omitted ? nil : condition, status: code)
            }
            text.closeList()
            text.closeObject()
        }
    }

    /// Goods arrive at a warehouse; `return_management.received` says so.
    /// - Parameters:
    ///   - rma: nil: a parcel nobody authorised.
    ///   - conditions: by line number; `good` where none is given.
    mutating func received(_ rma: String?, _ lines: [Int], _ conditions: [Int: Condition] = [:]) {
        emit(OMSMethodName.returnReceived) { text, story in
            text.openReturn(story.order, rma: rma, user: "dock-4", hasLabel: false)
            if rma == nil { text.blank("rma") }
            text.moment("origin_date", story.clock, offsetMinutes: story.order.channel.offsetMinutes)
            text.openList("custom_attributes")
            text.closeList()
            text.openList("lines")
            for line in lines { text.returnLine(story.order[line], condition: conditions[line] ?? .good, status: nil) }
            text.closeList()
            text.closeObject()
        }
    }
}

extension JSONText {
    fileprivate mutating func openReturn(_ order: SampleOrder, rma: String?, user: String, hasLabel: Bool) {
        openObject("return")
        if style.withoutChannel { null("sales_channel_id") } else { text("sales_channel_id", order.channel.id) }
        text("order_id", order.id)
        text("source_id", order.channel.sources[0])
        text("user", user)
        text("rma", rma)
        if hasLabel, let rma {
            let carrier = order.channel.carriers[0]
            text("return_tracking_number", "R\(order.number)")
            text("return_tracking_carrier", style.padded ? carrier.name + " " : carrier.name)
            text("return_tracking_url", "https://\(carrier.host)/R\(order.number)")
            text("return_tracking_label_url", "https://labels.northquay.example/\(rma).pdf")
        }
        unknownField()
    }

    fileprivate mutating func returnLine(_ line: SampleLine, condition: Condition?, status: String?) {
        openObject()
        text("id", line.id)
        integer("line_number", line.number)
        text("sku", line.sku)
        code("status", status)
        text("reason", "NOT_WANTED")
        text("reason_description", "Does not suit the kitchen")
        code("condition", condition?.code)
        words("condition_description", condition?.description)
        closeObject()
    }
}
