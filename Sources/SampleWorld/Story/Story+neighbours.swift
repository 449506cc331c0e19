/// Events next to those that cause communications: stored, shown, and otherwise without effect.
/// Source: message reference, section 1.
extension Story {
    /// The order's snapshot restated for reporting.
    mutating func reported() { snapshot(OMSMethodName.orderReported) }

    /// The delivery address was changed, as an event of its own.
    mutating func addressUpdated(_ person: Person) {
        emit(OMSMethodName.addressUpdated) { text, story in
            text.openObject("shipping_address_modification")
            text.text("sales_channel_id", story.order.channel.id)
            text.text("order_id", story.order.id)
            text.text("line_number", "1")
            text.text("user", "agent.ilse")
            text.key("new_shipping_address")
            text.address(person, reference: "A9", channel: story.order.channel)
            text.closeObject()
        }
    }

    mutating func attributesUpdated() {
        emit(OMSMethodName.attributesUpdated) { text, story in
            text.openObject("custom_attributes_modification")
            text.text("sales_channel_id", story.order.channel.id)
            text.text("order_id", story.order.id)
            text.text("user", "agent.ilse")
            text.openList("custom_attributes")
            text.attribute("leaveAtDoor", "true")
            text.closeList()
            text.closeObject()
        }
    }

    mutating func returnDuplicated(_ rma: String) {
        emit(OMSMethodName.returnDuplicated) { text, story in
            text.openObject("return")
            text.text("sales_channel_id", story.order.channel.id)
            text.text("order_id", story.order.id)
            text.text("rma", rma)
            text.closeObject()
        }
    }

    /// A street date moved. It names skus and channels, no order.
    mutating func streetDateChanged(of line: Int, to date: Int64) {
        emit(OMSMethodName.streetDateChanged, namesOrder: false) { text, story in
            text.openList("skus")
            text.text(story.order[line].sku)
            text.closeList()
            text.moment("previous_street_date", story.order[line].streetDate)
            text.moment("new_street_date", date)
            text.openList("sales_channel_ids")
            text.text(story.order.channel.id)
            text.closeList()
        }
    }

    mutating func channelUpdated() {
        emit(OMSMethodName.channelUpdated, namesOrder: false) { text, story in
            text.openObject("sales_channel")
            text.text("id", story.order.channel.id)
            text.text("name", "North Quay \(story.order.channel.country)")
            text.closeObject()
        }
    }

    /// A method no specification names, with an order id.
    mutating func unknownEvent() {
        emit("magento.sales.loyalty_management.points_granted") { text, story in
            text.openObject("grant")
            text.text("sales_channel_id", story.order.channel.id)
            text.text("order_id", story.order.id)
            text.integer("points", 40)
            text.closeObject()
        }
    }
}
