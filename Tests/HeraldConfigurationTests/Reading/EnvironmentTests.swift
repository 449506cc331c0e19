import Communications
import HeraldConfiguration
import Testing

@Suite("Environment variables")
struct EnvironmentTests {
    @Test("Free parts of a name are taken from the variable's name, whatever underscores they have")
    func freeNames() throws {
        let configuration = try Configuration.load(environment: [
            "HERALD_POLICY_CHANNELS_NORTHQUAY_DE_REFUND_DAYS_CREDIT_CARD": "3",
            "HERALD_POLICY_CHANNELS_NORTHQUAY_DE_REFUND_DAYS_DEFAULT": "9",
            "HERALD_POLICY_CHANNELS_northquay_fr_SHOP_NAME": "Quai Nord",
            "HERALD_POLICY_DEFAULTS_REMORSE_BY_PRODUCT_TYPE_MADE_TO_ORDER": "2h",
            "HERALD_POLICY_DEFAULTS_REMORSE_BY_ATTRIBUTE_backorder": "1h",
        ])
        let german = configuration.policy.channel("NORTHQUAY_DE")
        #expect(german.refundDays == ["CREDITCARD": 3])
        #expect(german.refundDaysDefault == 9)
        #expect(configuration.policy.channel("northquay_fr").shop.name == "Quai Nord")
        #expect(german.remorse.byProductType == ["MADETOORDER": 7200])
        #expect(german.remorse.byAttribute == ["backorder": 3600])
        #expect(configuration.policy.channels.count == 2)
    }

    @Test("Foreign variables, empty ones and those of orchestrators are passed over")
    func passedOver() throws {
        let configuration = try Configuration.load(environment: [
            "PATH": "/bin", "HTTP_PORT": "1", "HERALD_HTTP_PORT": "", "HERALD_CONFIG": "/etc/herald.yaml",
            "HERALD_TOKEN": "token",
            "HERALD_SERVICE_HOST": "10.0.0.1", "HERALD_SERVICE_PORT": "80", "HERALD_SERVICE_PORT_HTTP": "80",
            "HERALD_PORT": "tcp://10.0.0.1:80", "HERALD_PORT_80_TCP": "tcp://10.0.0.1:80",
            "HERALD_PORT_80_TCP_ADDR": "10.0.0.1", "HERALD_API_PORT": "tcp://10.0.0.2:80",
        ])
        #expect(configuration.settings == Settings())
        #expect(configuration.entries.allSatisfy { $0.source == .default })
    }

    @Test("Two variables for one key are an error")
    func repeated() {
        let found = problems(environment: [
            "HERALD_POLICY_DEFAULTS_REFUND_DAYS_CREDITCARD": "1", "HERALD_POLICY_DEFAULTS_REFUND_DAYS_CREDIT_CARD": "2",
        ])
        #expect(found.map(\.cause) == [.repeatedKey])
        #expect(found.first?.message == "HERALD_POLICY_DEFAULTS_REFUND_DAYS_CREDITCARD gives the same key; unset one")
    }
}
