import Communications
import Curl
import Delivery
import EventLog
import HeraldConfiguration
import InternetAddresses
import Logging
import Postgres
import Projection
import Schema
import ServiceLifecycle
import StandardWebhooks

extension Bench {
    /// Deliveries a second to peers of this process, with the limits of configuration: claimed, guarded, rendered, stored,
    /// sent, recorded. The limit is the channel alone, sending one such message as often.
    func measureDelivery(into results: inout BenchResults) async throws {
        let settings = node.configuration.delivery
        results.environment += [
            ("delivery.workers", "\(settings.workers)"), ("delivery.batch", "\(settings.batch)"),
            ("delivery.concurrency", "\(settings.concurrency)"),
            ("channels.webhook.connections", "\(node.configuration.channels.webhook.connections)"),
            ("channels.smtp.connections", "\(node.configuration.channels.smtp.connections)"),
        ]
        let http = try await LocalPeer.http()
        try await measure(webhooks(http.port), "webhooks", reach: .endpoints(["bench"]), into: &results)
        await http.close()
        let smtp = try await LocalPeer.smtp()
        try await measure(mails(smtp.port), "mails", reach: .email, into: &results)
        await smtp.close()
        guard http.count >= 2 * messages, smtp.count >= 2 * messages else {
            throw BenchError.notReceived(min(http.count, smtp.count))
        }
    }

    private func webhooks(_ port: Int) throws -> WebhookChannel {
        guard let secret = WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            let here = IPNetwork("127.0.0.0/8")
        else { throw BenchError.notReceived(0) }
        return WebhookChannel(
            endpoints: [WebhookEndpoint(name: "bench", url: "http://127.0.0.1:\(port)/", secrets: [secret])],
            options: WebhookOptions(allowsPlainText: true),
            client: CurlClient(
                CurlOptions(
                    maximumRunning: node.configuration.channels.webhook.connections, reach: .publicOr([here]))))
    }

    private func mails(_ port: Int) -> SMTPChannel {
        SMTPChannel(
            SMTPOptions(server: MailServer(host: "127.0.0.1", port: port, security: .none)),
            client: MailClient(CurlOptions(maximumRunning: node.configuration.channels.smtp.connections)))
    }

    private func measure(
        _ channel: any DeliveryChannel, _ what: String, reach: ChannelReach, into results: inout BenchResults
    ) async throws {
        var policy = node.configuration.policy
        policy.channels = [:]
        policy.others.orderConfirmationOwner = .service
        policy.others.maxAge = Int(Int32.max)
        policy.others.deliveryChannels = [:]
        policy.others.defaultDeliveryChannels = [channel.name]
        policy.others.reaches = [channel.name: reach]
        policy.others.shop.fromAddress = "shop@example.com"
        let fixed = policy
        Terminal.progress("making \(Figures.grouped(messages)) communications for \(what)")
        try await tell(prefix: what.uppercased(), fixed)

        let renderer = TemplateRenderer(try TemplateCatalog()) { fixed.channel($0) }
        Terminal.progress("\(what) over the channel alone")
        let alone = try await sendAlone(channel, renderer, fixed, reach: reach)
        let connections = channel.maximumSends ?? 1
        results.add("raw: \(what) over the channel alone, \(connections) at a time", messages, in: alone)
        let limit = results.figures.last

        Terminal.progress("delivering \(what)")
        var logger = node.logger
        logger.logLevel = .critical
        let worker = DeliveryWorker(
            pool: node.pool, channels: [channel], renderer: renderer, policy: { fixed.channel($0) },
            options: ServiceComposition.deliveryOptions(node.configuration), logger: logger)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            defer { group.cancelAll() }
            while try await deliveriesLeft() > 0 { try await Task.sleep(for: .milliseconds(20)) }
        }
        results.add("\(what): claimed, rendered, sent, recorded", messages, in: .now - start, limit: limit)
    }

    /// Appends orders, one communication each, and folds them.
    private func tell(prefix: String, _ policy: Policy) async throws {
        let appender = MessageAppender(pool: node.pool, limits: AppendLimits(lanes: node.configuration.ingest.lanes))
        let importer = Importer(
            pool: node.pool, appender: appender,
            options: ImportOptions(isLive: true, ignoresEarlierProgress: true), now: { Node.now() },
            logger: node.logger)
        let input = LinesInput((1...messages).map { BenchOrder(id: "\(prefix)-\($0)").line }.makeIterator())
        let report = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appender.run() }
            defer { group.cancelAll() }
            return try await importer.run(input.importInput)
        }
        guard report.progress.rejected == 0 else { throw BenchError.rejected(report.progress.rejected) }
        let service = ProjectionService(
            pool: node.pool, policy: policy, settings: ProjectionSettings(poll: .milliseconds(20)),
            node: Node.newNodeID(), logger: node.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            while try await lag() > 0 { try await Task.sleep(for: .milliseconds(20)) }
        }
        guard try await deliveriesLeft() == messages else { throw BenchError.rejected(messages) }
    }

    /// Sends one message again and again, as many at a time as the channel takes.
    private func sendAlone(
        _ channel: any DeliveryChannel, _ renderer: TemplateRenderer, _ policy: Policy, reach: ChannelReach
    ) async throws -> Duration {
        let recipient = reach == .email ? "mirela@example.com" : "bench"
        let message = try SampleSending(
            over: channel, renderer: renderer, policy: policy.others, recipients: TestRecipients([recipient])
        ).message(try SampleCommunication.make(.customer(.orderConfirmation), salesChannel: nil), to: recipient)
        let lanes = channel.maximumSends ?? 1
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                let share = messages / lanes + (lane < messages % lanes ? 1 : 0)
                group.addTask {
                    for _ in 0..<share {
                        let outcome = await channel.send(message)
                        guard outcome.errorClass == nil else { throw BenchError.notSent(outcome.text) }
                    }
                }
            }
            try await group.waitForAll()
        }
        return .now - start
    }

    private func deliveriesLeft() async throws -> Int {
        try await node.pool.withConnection { Int(try $0.query(SQL.deliveriesLeft)[0].int64(0)) }
    }
}

/// An order with two lines: one message, one confirmation.
private struct BenchOrder {
    let id: String

    var line: [UInt8] {
        let lines = (1...2).map { number in
            #"{"id":"L\#(number)","line_number":\#(number),"product_type":"PHYSICAL","sku":"SKU-\#(number)","quantity":1,"#
                + #""product_name":"Enamel kettle","shipping_address_reference":"A1","payment_reference":"P1","#
                + #""amount":{"net_amount":50,"gross_amount":"59.50","tax_amount":9.5,"tax_rate":19,"taxes":[],"#
                + #""currency":"EUR"},"status":"NEW"}"#
        }.joined(separator: ",")
        let order =
            #"{"id":"\#(id)","store":"NORTHQUAY_DE","status":"NEW","status_date":"2026-02-19T10:00:00Z","#
            + #""language":"en_US","origin_date":"2026-02-19T10:00:00Z","customer":{"id":"C-1"},"#
            + #""addresses":[{"reference":"A1","first_name":"Mirela","last_name":"Osterhaus","address1":"Lotsenweg 14","#
            + #""city":"Bremen","zip":"28217","country_code":"DE","email":"\#(id.lowercased())@example.com"}],"#
            + #""payments":[{"reference":"P1","currency":"EUR","transactions":[{"payment_method":"CREDITCARD","#
            + #""amount":"119.00","billing_address_reference":"A1"}]}],"lines":[\#(lines)]}"#
        return Array(
            (#"{"jsonrpc":"2.0","id":"\#(id)","method":"magento.sales.order_management.created","params":{"order":"#
                + order + "}}").utf8)
    }
}
