import HeraldConfiguration
import OMSMessages
import Projection

extension ReplayCommand {
    func show(_ report: RebuildReport) {
        if format == .text { Terminal.print(text(of: report)) } else { Terminal.print(json(of: report)) }
    }

    private func json(of report: RebuildReport) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("messages", report.messages)
            json.member("orders", report.orders)
            json.member("communications", report.communications)
            json.member("parked_orders", report.parkedOrders)
            json.member("seconds", ExactDecimal(Figures.time(report.duration).dropLast(2)))
            json.member("generation", report.generation)
            if report.generation != nil {
                json.member("resumed_shards", report.resumedShards)
                json.member("begun_anew_because", report.begunAnewBecause)
                json.member("shards_same", report.shards.count - report.differentShards.count)
                json.member("shards_different", report.differentShards.count)
                json.member(
                    "different_shards",
                    array: { json in
                        for shard in report.differentShards {
                            json.object { json in
                                json.member("shard", shard.shard)
                                json.member("orders_before", shard.ordersBefore)
                                json.member("orders_after", shard.ordersAfter)
                                json.member("orders_missing", shard.missing)
                            }
                        }
                    })
            }
            json.member("difference_count", report.differenceCount)
            json.member(
                "differences",
                array: { json in
                    for difference in report.differences { difference.write(to: &json) }
                })
        }
        return json.bytes
    }

    private func text(of report: RebuildReport) -> String {
        var lines: [String] = []
        var table = Table("difference", "channel", "order", "kind", "detail")
        for difference in report.differences.prefix(50) {
            table.add(
                difference.kind.rawValue, difference.salesChannel, difference.orderID, difference.communication ?? "",
                difference.detail ?? "")
        }
        if !table.isEmpty { lines.append(table.text()) }
        lines.append(
            "\(Figures.grouped(report.messages)) messages, \(Figures.grouped(report.orders)) orders, "
                + "\(Figures.grouped(report.communications)) communications in \(Figures.time(report.duration))"
                // What another has filled took no time here.
                + (report.resumedShards == 0 ? " (\(Figures.rate(report.messagesPerSecond)))" : "")
                + ": \(Figures.grouped(report.differenceCount)) differences"
                + (report.parkedOrders > 0 ? ", \(report.parkedOrders) orders parked" : ""))
        guard let generation = report.generation else { return lines.joined(separator: "\n") }
        if let reason = report.begunAnewBecause {
            lines.append("What an earlier replay had filled was thrown away: \(reason).")
        }
        if report.resumedShards > 0 {
            lines.append(
                "\(report.resumedShards) of \(report.shards.count) shards had been filled by an earlier replay.")
        }
        let different = report.differentShards
        lines.append(
            "\(report.shards.count - different.count) of \(report.shards.count) shards as before"
                + (different.isEmpty
                    ? "."
                    : "; \(different.count) differ (orders before → after): \(RebuiltShard.list(different, limit: 10)).")
        )
        lines.append("Generation \(generation) serves now; the one before is kept.")
        return lines.joined(separator: "\n")
    }
}
