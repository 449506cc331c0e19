import Communications
public import OMSMessages

extension Explanation {
    /// Writes the explanation as the API gives it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind.name)
            json.member("audience", kind.audience.rawValue)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member(
                "rule",
                object: { json in
                    json.member("number", rule.number)
                    json.member("rule", rule.rule)
                    json.member("text", rule.text)
                })
            writeCause(to: &json)
            list("changes", changes, to: &json) { change, json in
                json.member("name", change.name)
                json.member("before", change.before)
                json.member("after", change.after)
            }
            let deciding = checks.firstIndex(where: \.isMet)
            list("checks", Array(checks.enumerated()), to: &json) { check, json in
                json.write(check.element.disposition)
                json.member("is_met", check.element.isMet)
                json.member("decides", check.offset == deciding)
            }
            json.key("decision")
            if let disposition { json.object { $0.write(disposition) } } else { json.null() }
            list("policy", policy, to: &json) { value, json in
                json.member("name", value.name)
                json.member("value", value.value)
            }
            list("redecisions", redecisions, to: &json) { again, json in
                json.writePosition(shard, again.position)
                json.member("method", again.method)
                json.member("message_id", again.messageID)
                json.member("received_at", again.receivedAt)
                json.member("before", object: { $0.write(again.before) })
                json.member("after", object: { $0.write(again.after) })
            }
            list("conditions", conditions, to: &json) { condition, json in
                json.member("text", condition.text)
                json.member("is_met", condition.isMet)
            }
            json.key("communication")
            if let stored { stored.write(to: &json) } else { json.null() }
            json.member(
                "attempts",
                array: { json in
                    for attempt in attempts { attempt.write(to: &json) }
                })
            json.member(
                "notes",
                array: { json in
                    for note in notes { json.value(note) }
                })
        }
    }

    private func writeCause(to json: inout JSONWriter) {
        json.key("cause")
        guard let cause else { return json.null() }
        json.object { json in
            json.writePosition(shard, cause.position)
            json.member("method", cause.method)
            json.member("message_id", cause.messageID)
            json.member("received_at", cause.receivedAt)
            json.member("is_historical", cause.isHistorical)
            json.member("released_by", cause.releasedBy)
            json.member(
                "transitions",
                array: { json in
                    for transition in cause.transitions { json.value(transition) }
                })
        }
    }

    /// Writes an array of objects.
    private func list<Element>(
        _ name: StaticString, _ elements: [Element], to json: inout JSONWriter,
        _ write: (Element, inout JSONWriter) -> Void
    ) {
        json.member(
            name,
            array: { json in
                for element in elements { json.object { write(element, &$0) } }
            })
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ disposition: Disposition) {
        member("status", disposition.status.rawValue)
        member("reason", disposition.reason)
        member("text", disposition.text)
    }

    fileprivate mutating func writePosition(_ shard: Int16, _ position: Int64) {
        member(
            "position",
            object: { json in
                json.member("shard", shard)
                json.member("position", position)
            })
    }
}
