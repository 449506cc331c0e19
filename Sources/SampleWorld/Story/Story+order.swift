/// What happens to the order itself.
extension Story {
    /// The order enters the OMS.
    mutating func created() {
        now.at = clock
        for index in order.lines.indices where index >= now.lines.count { now.lines.append(LineState(at: clock)) }
        snapshot(OMSMethodName.created)
    }

    /// The order moves to a status; a snapshot says so.
    mutating func updated(_ status: String, _ reason: String?) {
        for index in order.lines.indices where index >= now.lines.count { now.lines.append(LineState(at: clock)) }
        now.status = status
        now.reason = reason
        now.at = clock
        snapshot(OMSMethodName.updated)
    }

    /// Lines move to a status; the next snapshot will say so.
    mutating func mark(_ lines: [Int], _ status: String, _ reason: String) {
        for line in lines { now.lines[line - 1] = LineState(status: status, reason: reason, at: clock) }
    }

    /// The same snapshot once more: something changed that concerns nobody here.
    mutating func again() { snapshot(OMSMethodName.updated) }

    /// The OMS tells that a line was cancelled; the line shows it from now on.
    mutating func lineCancelled(_ line: Int, reason: String = "OUTOFSTOCK") {
        mark([line], "CANCELLED", reason)
        let id = order[line].id
        emit(OMSMethodName.lineCancelled) { text, story in
            text.text("order_id", story.order.id)
            text.text("order_line_id", id)
        }
    }

    // MARK: Usual stretches of way

    /// Ordered, waiting for the remorse time, handed to logistics.
    mutating func placed() {
        created()
        wait(minutes: 1...3)
        updated("ONHOLD", "PENDING_REMORSE_TIME")
        wait(minutes: 30...60)
        toLogistics()
    }

    mutating func toLogistics() {
        mark(order.goods, "ALLOCATEDSHIP", "SHIPMENTCREATED")
        updated("LOGISTICS", "READYTOSHIP")
        wait(hours: 2...20)
    }

    /// All goods have left.
    mutating func completed(_ reason: String = "FULLYSHIPPED") {
        wait(minutes: 2...30)
        updated("LOGISTICSCOMPLETE", reason)
        wait(minutes: 5...120)
        updated("COMPLETE", reason)
    }

    /// Ordered, shipped in one parcel, complete, and at the customer's for some days.
    mutating func delivered() {
        placed()
        ship(order.goods)
        completed()
        wait(days: 2...6)
    }
}
