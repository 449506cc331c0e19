import OMSMessages
import Projection

extension TemplateView {
    /// 1: lines, planned back-order, remorse period. Source: seed, "Order Confirmation"; decision table, rule 1.
    var orderConfirmation: TemplateObject {
        let items = LineItem.merged(facts.list("lines"))
        return [
            "items": self.items(items, shipping: "shipping", total: "total"),
            "has_backorder": .flag(items.contains { ($0.isBackordered || $0.expectedAt != nil) && !$0.isCancelled }),
            "remorse_until": isRemorseOver ? .absent : moment("remorse_until"),
        ]
    }

    /// After a hold, or where herald sends because nobody else did, it may be too late to change one's mind.
    private var isRemorseOver: Bool {
        let decided = max(communication.decidedAt, communication.dueAt ?? communication.decidedAt)
        return facts.moment("remorse_until").map { $0 < decided } ?? false
    }

    /// 5: which lines, whether money was taken, whether a refund follows. Source: decision table, rule 4.
    var orderCancellation: TemplateObject {
        let wasTaken = facts.bool("was_money_taken")
        let isStarted = facts.bool("refund_started") == true
        return [
            // That a line of a cancelled order is cancelled goes without saying.
            "items": items(
                LineItem.merged(facts.list("lines")) { $0.isCancelled = false }, shipping: "shipping", total: "total"),
            "no_money_taken": .flag(wasTaken == false),
            "refund_started": .flag(isStarted),
            "refund_follows": .flag(!isStarted && wasTaken == true && facts.bool("refund_follows") == true),
            "refund_days": count(facts.int("refund_days")),
        ]
    }

    /// 3 and 4: what customer service needs to act. Source: seed, "Payment Exceptions"; decision table, rule 3.
    var paymentException: TemplateObject {
        let contact = ["name", "email", "phone"].map { ($0, facts.text("customer_\($0)")) }
        let gateway: [(String, String?)] = [
            ("gateway", facts.text("gateway_id")), ("account", facts.text("gateway_account")),
            ("transaction", facts.text("transaction_id")),
        ]
        func object(_ pairs: [(String, String?)]) -> TemplateObject {
            TemplateObject(Dictionary(uniqueKeysWithValues: pairs.map { ($0, TemplateValue.optional($1)) }))
        }
        let method = paymentMethod("payment_method")
        let hasPayment = facts.text("payment_method") != nil || gateway.contains { $0.1 != nil }
        let occurrence = facts.int("occurrence")
        return [
            "is_repeated": .flag((occurrence ?? 1) > 1),
            "occurrence": .optional(occurrence.map(String.init)),
            "status": text("status"),
            "reason": text("reason"),
            "amount": money("amount"),
            "ordered_at": moment("ordered_at"),
            "age": .optional(facts.moment("ordered_at").map(age)),
            "contact": .optional(contact.contains { $0.1 != nil } ? object(contact) : nil),
            "payment": .optional(hasPayment ? object(gateway).merging(["method": method]) : nil),
            "service_link": link("service_link"),
        ]
    }

    /// How old the order was when this was decided.
    private func age(_ ordered: Timestamp) -> TemplateObject {
        let hours = Int(max(0, (communication.decidedAt.microseconds - ordered.microseconds) / 3_600_000_000))
        return [
            "minutes": .flag(hours == 0),
            "hours": (1..<48).contains(hours) ? count(hours) : .absent,
            "days": hours >= 48 ? count(hours / 24) : .absent,
        ]
    }
}
