import Communications
import HeraldConfiguration
import Testing

@Suite("Delivery channels")
struct ChannelTests {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    static let file = """
        channels:
          smtp: {host: mail.example, port: 465, security: tls, username: herald, password: hunter2, connections: 2}
          webhook:
            allowed_networks: [10.1.0.0/16, "fd00::/8"]
            endpoints:
              ERP: {url: "https://erp.example/hooks/hunter3", secrets: [\(secret)]}
              desk: {url: "https://desk.example/", secrets: [\(secret)], sales_channels: [NORTHQUAY_DE]}
        policy:
          defaults:
            default_delivery_channels: [smtp, webhook]
            customer_service: [service@shop.example]
            shop: {from_address: shop@shop.example}
          channels: {NORTHQUAY_DE: {delivery_channels: {refund_triggered: [webhook]}}}
        """

    @Test("are set up by file and environment, endpoints by names of the user's choice")
    func settings() throws {
        let configuration = try Configuration.load(
            environment: [
                "HERALD_CHANNELS_SMTP_BOUNCE_ADDRESS": "bounces@shop.example",
                "HERALD_CHANNELS_WEBHOOK_ENDPOINTS_CRM_1_URL": "https://crm.example/",
                "HERALD_CHANNELS_WEBHOOK_ENDPOINTS_CRM_1_SECRETS": Self.secret,
            ], file: (path: "herald.yaml", text: Self.file))
        let channels = configuration.channels
        #expect(channels.names == ["mailbox", "smtp", "webhook"])
        #expect(channels.smtp.host == "mail.example" && channels.smtp.security == .tls)
        #expect(channels.smtp.password == "hunter2" && channels.smtp.bounceAddress == "bounces@shop.example")
        #expect(channels.webhook.endpoints.keys.sorted() == ["crm_1", "desk", "erp"])
        #expect(channels.webhook.endpoints["crm_1"]?.url == "https://crm.example/")
        #expect(channels.webhook.allowedNetworks == ["10.1.0.0/16", "fd00::/8"])
    }

    @Test("reach endpoints of every sales channel, and of those that name one")
    func reaches() throws {
        let policy = try Configuration.load(yaml: Self.file).policy
        #expect(policy.channel("NORTHQUAY_DE").reach(of: "webhook") == .endpoints(["desk", "erp"]))
        #expect(policy.channel("ANOTHER").reach(of: "webhook") == .endpoints(["erp"]))
        #expect(policy.channel("ANOTHER").reach(of: "smtp") == .email)
    }

    @Test("for text messages and chat are set up likewise")
    func messaging() throws {
        let configuration = try Configuration.load(
            yaml: """
                channels:
                  text_message: {account: AC1, username: SK1, password: hunter2, sender: MG1, maximum_segments: 2}
                  chat: {endpoints: {payments: {url: "https://chat.example/hunter3"}}}
                policy: {defaults: {delivery_channels: {payment_capture_failed: [mailbox, chat], refund_triggered: text_message}}}
                """)
        #expect(configuration.channels.names == ["mailbox", "text_message", "chat"])
        #expect(configuration.channels.textMessage.maximumSegments == 2)
        let policy = configuration.policy.channel("ANY")
        #expect(policy.reach(of: "text_message") == .phone && policy.reach(of: "chat") == .endpoints(["payments"]))
        for text in [
            "\(configuration)", String(reflecting: configuration.settings), configuration.report(format: .text),
        ] {
            #expect(!text.contains("hunter"))
        }
    }

    @Test("do not exist by themselves, but for the mailbox")
    func none() {
        #expect(Configuration.defaults.channels.names == ["mailbox"])
    }

    @Test(
        "are refused where they cannot work, with the key that is wrong",
        arguments: [
            ("channels: {smtp: {host: m.example, username: u}}", "channels.smtp.password"),
            ("channels: {smtp: {host: m.example, password: p}}", "channels.smtp.username"),
            (
                "channels: {smtp: {host: m.example, username: u, password: p, security: starttls_optional}}",
                "channels.smtp.security"
            ),
            ("channels: {smtp: {host: m.example, timeout: 30s}}", "channels.smtp.timeout"),
            ("channels: {smtp: {host: 'm.example:25'}}", "channels.smtp.host"),
            ("channels: {webhook: {endpoints: {a: {secrets: [\(secret)]}}}}", "channels.webhook.endpoints.a.url"),
            (
                "channels: {webhook: {endpoints: {a: {url: 'https://a.example'}}}}",
                "channels.webhook.endpoints.a.secrets"
            ),
            (
                "channels: {webhook: {endpoints: {a: {url: 'http://a.example', secrets: [\(secret)]}}}}",
                "channels.webhook.endpoints.a.url"
            ),
            (
                "channels: {webhook: {endpoints: {a: {url: 'https://a.example', secrets: [hunter2]}}}}",
                "channels.webhook.endpoints.a.secrets"
            ),
            (
                "channels: {webhook: {endpoints: {a: {url: 'https://u:p@a.example', secrets: [\(secret)]}}}}",
                "channels.webhook.endpoints.a.url"
            ),
            (
                "channels: {webhook: {endpoints: {a: {url: 'https://a.example', secrets: [\(secret)], sales_channels: [X]}}}}",
                "channels.webhook.endpoints.a.sales_channels"
            ),
            ("channels: {webhook: {allowed_networks: [10.0.0.1/8]}}", "channels.webhook.allowed_networks"),
            ("channels: {text_message: {account: AC1, sender: '+49'}}", "channels.text_message.password"),
            ("channels: {text_message: {account: AC1, password: hunter2}}", "channels.text_message.sender"),
            (
                "channels: {text_message: {account: AC1, password: p, sender: S, url: 'http://a.example'}}",
                "channels.text_message.url"
            ),
            (
                "channels: {text_message: {account: AC1, password: p, sender: S, url: 'https://a.example/'}}",
                "channels.text_message.url"
            ),
            (
                "channels: {chat: {endpoints: {a: {url: 'https://a.example:65536/'}}}}",
                "channels.chat.endpoints.a.url"
            ),
            ("channels: {chat: {endpoints: {a: {url: 'https://:80/'}}}}", "channels.chat.endpoints.a.url"),
            ("channels: {chat: {endpoints: {a: {url: 'https://[::1/'}}}}", "channels.chat.endpoints.a.url"),
            (mailed + "{from_address: shop@localhost}}}", "policy.defaults.shop.from_address"),
            (mailed + "{from_address: 'ä@shop.example'}}}", "policy.defaults.shop.from_address"),
            (
                mailed + "{from_address: a@b.example}}, channels: {A: {shop: {from_address: shop@intranet}}}}",
                "policy.channels.A.shop.from_address"
            ),
            (
                mailed + "{from_address: a@b.example}, default_delivery_channels: [smtp]}}",
                "policy.defaults.customer_service"
            ),
            ("channels: {text_message: {account: 'a/b'}}", "channels.text_message.account"),
            ("channels: {chat: {endpoints: {a: {sales_channels: []}}}}", "channels.chat.endpoints.a.url"),
            ("channels: {chat: {endpoints: {a: {url: 'http://a.example'}}}}", "channels.chat.endpoints.a.url"),
            (
                "channels: {chat: {endpoints: {a: {url: 'https://a.example'}}}}\npolicy: {defaults: {default_delivery_channels: [chat]}}",
                "policy.defaults.default_delivery_channels"
            ),
            (
                "channels: {chat: {endpoints: {a: {url: 'https://a.example'}}}}\npolicy: {channels: {A: {delivery_channels: {refund_triggered: chat}}}}",
                "policy.channels.A.delivery_channels.refund_triggered"
            ),
            (
                "channels: {text_message: {account: AC1, password: hunter2, sender: '+49'}}\npolicy: {channels: {A: {delivery_channels: {payment_capture_failed: text_message}}}}",
                "policy.channels.A.delivery_channels.payment_capture_failed"
            ),
            (
                "channels: {chat: {endpoints: {a: {url: 'https://a.example', sales_channels: [A]}}}}\npolicy: {channels: {A: , B: {delivery_channels: {payment_capture_failed: chat}}}}",
                "policy.channels.B.delivery_channels.payment_capture_failed"
            ),
            (
                "channels: {webhook: {endpoints: {a: {url: 'https://a.example', secrets: [\(secret)], sales_channels: [A]}}}}\npolicy: {channels: {A: , B: {delivery_channels: {refund_triggered: webhook}}}}",
                "policy.channels.B.delivery_channels.refund_triggered"
            ),
            ("delivery: {breaker: {interval: 10m, maximum_interval: 1m}}", "delivery.breaker.maximum_interval"),
            ("channels: {smtp: {host: m.example, rate_limit: -1}}", "channels.smtp.rate_limit"),
            ("delivery: {test_recipients: ['a b']}", "delivery.test_recipients"),
            ("policy: {defaults: {default_delivery_channels: [smtp]}}", "policy.defaults.default_delivery_channels"),
            (
                "policy: {defaults: {delivery_channels: {refund_triggered: [mailbox, pigeon]}}}",
                "policy.defaults.delivery_channels.refund_triggered"
            ),
            (
                "policy: {channels: {A: {delivery_channels: {order_confirmation: webhook}}}}",
                "policy.channels.A.delivery_channels.order_confirmation"
            ),
        ])
    func refused(_ example: (yaml: String, key: String)) {
        let found = problems(file: example.yaml)
        #expect(found.map(\.key) == [example.key])
        #expect(!found.map(\.description).joined().contains("hunter"))
    }

    private static let mailed =
        "channels: {smtp: {host: m.example}}\npolicy: {defaults: {delivery_channels: {refund_triggered: smtp}, shop: "

    @Test(
        "need no address of the internet for a mail server on this machine, and take addresses of every kind",
        arguments: ["localhost", "127.0.0.1", "'::1'", "'[::1]'"])
    func local(_ host: String) throws {
        let configuration = try Configuration.load(
            yaml: """
                channels:
                  smtp: {host: \(host)}
                  chat: {endpoints: {a: {url: "https://[2001:db8::1]:8443/x"}, b: {url: "https://chat.example:443"}}}
                policy: {defaults: {default_delivery_channels: smtp}}
                """)
        #expect(configuration.policy.others.shop.fromAddress == "shop@localhost")
    }

    @Test("show no secret, and no URL of an endpoint")
    func masked() throws {
        let configuration = try Configuration.load(yaml: Self.file)
        var dumped = ""
        dump(configuration, to: &dumped)
        let texts = Configuration.ReportFormat.allCases.map { configuration.report(format: $0) }
        for text in texts + [
            "\(configuration)", "\(configuration.settings)", String(reflecting: configuration), dumped,
        ] {
            #expect(!text.contains("hunter") && !text.contains("MfKQ9r8"))
        }
        #expect(texts.allSatisfy { $0.contains("channels.webhook.endpoints.erp.url") })
    }
}
