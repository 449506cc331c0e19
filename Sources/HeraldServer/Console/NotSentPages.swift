internal import Communications
internal import Console
internal import OMSMessages
internal import Postgres
internal import Projection

/// Why nothing was sent: counts by reason over time.
struct NotSentPages: Sendable {
    let door: ConsoleDoor
    let communications: CommunicationQueries
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    let now: @Sendable () -> Int64

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        communications = CommunicationQueries(pool: dependencies.pool)
        now = dependencies.now
    }

    var routes: [Route] {
        [
            door.page(
                "/not-sent", operation: "showNotSent", "What was not sent, by reason and over time.",
                parameters: [
                    .query("span", .oneOf(Span.allCases.map(\.rawValue)), "How far back; two weeks by default.")
                ], show)
        ]
    }

    /// How far back the counts go, in which parts.
    enum Span: String, CaseIterable {
        case day, fortnight, quarter

        /// In seconds.
        var partLength: Int {
            switch self {
            case .day: 3600
            case .fortnight: 86_400
            case .quarter: 7 * 86_400
            }
        }

        var parts: Int {
            switch self {
            case .day: 24
            case .fortnight: 14
            case .quarter: 13
            }
        }

        var text: String {
            switch self {
            case .day: "24 hours, by hour"
            case .fortnight: "Two weeks, by day"
            case .quarter: "Thirteen weeks, by week"
            }
        }

        /// When the span begins that ends with the hour or day that `now` lies in, in seconds since 1970.
        func start(now: Int64) -> Int64 {
            let grain = Int64(min(partLength, 86_400))
            let end = (now / 1_000_000 / grain + 1) * grain
            return end - Int64(parts * partLength)
        }
    }

    private func show(_ call: Call, _ visit: Visit) async throws -> Answer {
        let span = try call.word("span", of: Span.allCases.map(\.rawValue)).flatMap(Span.init) ?? .fortnight
        let start = span.start(now: now())
        let end = start + Int64(span.parts * span.partLength)
        func timestamp(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }
        let counts = try await communications.unsent(
            from: PostgresTimestamp(timestamp(start)), until: PostgresTimestamp(timestamp(end)),
            partLength: span.partLength)

        var byReason: [Reason: [Int]] = [:]
        for count in counts {
            let part = Int((count.part.microsecondsSince1970 / 1_000_000 - start) / Int64(span.partLength))
            byReason[
                Reason(status: count.status, reason: count.reason), default: Array(repeating: 0, count: span.parts)
            ][part] += count.count
        }
        let names = (0..<span.parts).map { part in
            let text = timestamp(start + Int64(part * span.partLength)).rfc3339UTC
            return span == .day ? text.dropFirst(11).prefix(5) + " UTC" : String(text.prefix(10))
        }
        let since = LocalPath.encoded(timestamp(start).rfc3339UTC)
        let rows = byReason.map { reason, counts in (reason, counts, counts.reduce(0, +)) }
            .sorted { ($1.2, $0.0.reason, $0.0.status) < ($0.2, $1.0.reason, $1.0.status) }
            .map { reason, counts, total in
                let spikes = BarChart.spikes(in: counts)
                return NotSentPage.Row(
                    name: CommunicationRow.name(reason.reason), text: reason.text, status: reason.chip,
                    path:
                        "/communications?status=\(reason.status)&reason=\(LocalPath.encoded(reason.reason))&since=\(since)",
                    total: total,
                    chart: BarChart(
                        CommunicationRow.name(reason.reason), counts, names: names, spikes: spikes,
                        barWidth: 240 / span.parts),
                    spike: spikes.max().map { "Far more than usual: \(names[$0])" })
            }
        let page = NotSentPage(
            spans: Span.allCases.map {
                ViewLink(text: $0.text, path: "/not-sent?span=" + $0.rawValue, isShown: $0 == span)
            },
            table: NotSentPage.Table(rows, caption: "By reason, most first"))
        return door.writer.answer(page, visit)
    }

    /// Why something was not sent.
    private struct Reason: Hashable {
        let status: String
        let reason: String

        var chip: Chip { CommunicationStatus(rawValue: status).map { Chip($0) } ?? Chip(status, .quiet) }

        var text: String {
            HoldReason(rawValue: reason)?.text ?? SuppressionReason(rawValue: reason)?.text ?? reason
        }
    }
}
