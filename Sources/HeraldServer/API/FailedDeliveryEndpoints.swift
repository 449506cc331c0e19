internal import Communications
internal import Delivery
internal import OMSMessages
internal import Postgres

/// Dead letters of deliveries as a whole.
struct FailedDeliveryEndpoints: Sendable {
    let deliveries: FailedDeliveries
    let bodies: BodyReader

    func groups(_ call: Call) async throws -> Answer {
        var filter = FailedDeliveryFilter()
        filter.kind = try call.word("kind", of: Words.kinds).flatMap { Kind(name: $0) }
        filter.channel = call.text("delivery_channel")
        filter.errorClass = call.text("error_class")
        filter.since = try call.instant("since")
        filter.until = try call.instant("until")
        let groups = try await deliveries.groups(filter, by: try Self.dimensions(call))
        return Answer.json(capacity: 256 * groups.count) { json in
            json.object { json in
                json.member("groups", array: { json in for group in groups { group.write(to: &json) } })
            }
        }
    }

    private static func dimensions(_ call: Call) throws(Problem) -> [FailedDeliveryGroup.Dimension] {
        guard let text = call.query["group"] else { return FailedDeliveryGroup.Dimension.allCases }
        var dimensions: [FailedDeliveryGroup.Dimension] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let dimension = FailedDeliveryGroup.Dimension(rawValue: String(word)) else {
                let known = FailedDeliveryGroup.Dimension.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidParameter("group", "must be some of \(known), with commas between them")
            }
            dimensions.append(dimension)
        }
        return dimensions
    }

    func perform(_ action: FailedDeliveries.Action, _ call: Call) async throws -> Answer {
        let body = try await ActionBody(
            call, bodies, members: ["kind", "delivery_channel", "error_class", "since", "until"], numbers: ["limit"])
        var filter = FailedDeliveryFilter()
        filter.kind = try body.word("kind", of: Words.kinds).flatMap { Kind(name: $0) }
        filter.channel = body.text("delivery_channel")
        filter.errorClass = body.text("error_class")
        filter.since = try Self.instant("since", body)
        filter.until = try Self.instant("until", body)
        let limit = body.number("limit") ?? FailedDeliveries.standardLimit
        guard (1...FailedDeliveries.maximumLimit).contains(limit) else {
            throw Problem.invalidParameter("limit", "must be from 1 to \(FailedDeliveries.maximumLimit)")
        }
        let result = try await deliveries.perform(
            action, on: filter, limit: limit,
            ActionRequest(
                actor: body.actor, reason: body.reason, idempotencyKey: try call.idempotencyKey(), digest: body.digest))
        return Answer.json { json in
            json.object { json in
                json.member("deliveries", result.deliveries)
                json.member("communications", result.communications)
                json.member("remaining", result.remaining)
                json.member("repeated", result.isRepetition)
            }
        }
    }

    private static func instant(_ name: String, _ body: ActionBody) throws(Problem) -> PostgresTimestamp? {
        try body.time(name).map { PostgresTimestamp(microsecondsSince1970: $0.microseconds) }
    }
}
