import OMSMessages

extension Configuration {
    /// How a report is written.
    public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
        case text
        case json
    }

    /// The effective configuration with the source of every value; secrets are masked.
    ///
    /// As JSON: `{"configuration": [{"key", "value", "source"}]}`, durations and sizes as text. Of a sales channel only
    /// what is given for it is there; the rest is `policy.defaults`.
    public func report(format: ReportFormat) -> String {
        switch format {
        case .text: textReport
        case .json: jsonReport
        }
    }

    private var textReport: String {
        let width = entries.map(\.name.count).max() ?? 0
        return entries.map { entry in
            let padding = String(repeating: " ", count: width - entry.name.count)
            return "\(entry.name)\(padding) = \(entry.value.text)  (\(entry.source))\n"
        }.joined()
    }

    private var jsonReport: String {
        var json = JSONWriter(reservingCapacity: 16_384)
        json.object { json in
            json.key("configuration")
            json.array { json in
                for entry in entries {
                    json.object { json in
                        json.key("key")
                        json.value(entry.name)
                        json.key("value")
                        entry.value.write(to: &json)
                        json.key("source")
                        json.value(entry.source.description)
                    }
                }
            }
        }
        return json.text + "\n"
    }
}

extension ConfigurationValue {
    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .none: json.null()
        case .integer(let number): json.value(number)
        case .flag(let flag): json.value(flag)
        case .list(let items): json.array { json in for item in items { json.value(item) } }
        case .tokens(let tokens):
            json.array { json in
                for token in tokens {
                    json.object { json in
                        json.key("hash")
                        json.value(token.hash)
                        json.key("role")
                        json.value(token.role.rawValue)
                        json.key("name")
                        json.value(token.name)
                    }
                }
            }
        case .section: json.object { _ in }
        case .text, .duration, .size: json.value(text)
        }
    }
}
