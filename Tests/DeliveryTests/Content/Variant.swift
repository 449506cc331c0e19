import Communications

/// What may be particular about an order, as far as it changes what a customer reads.
enum Variant: String, CaseIterable, Sendable {
    case plain
    /// A part was shipped, received, refunded; money was taken.
    case partial
    /// Several packages, several carriers.
    case split
    /// Neither carrier nor number, label, way of paying or contact.
    case noTracking = "no tracking"
    case longNames = "long names"
    case rightToLeft = "right to left"
    case manyLines = "200 lines"
    case hostile
    /// Nothing was captured at all.
    case bare

    var firstName: String {
        switch self {
        case .longNames: "Maximiliane-Friederike Wilhelmine"
        case .rightToLeft: "מרים"
        case .hostile: "Mi</script><script>alert(1)</script>rela\r\nBcc: all@mail.example"
        default: "Mirela"
        }
    }

    var lastName: String {
        switch self {
        case .longNames: "von Oldershausen-Donaudampfschifffahrtsgesellschaftskapitänswitwe zu Osterhaus"
        case .rightToLeft: "אוסטרהאוס"
        case .hostile: "Oster\u{202E}haus \"\u{301} onmouseover=\"alert(2)\""
        default: "Osterhaus"
        }
    }

    /// The name of the product on line 1.
    var product: String {
        switch self {
        case .longNames:
            "Enamel kettle with a whistle, a spare whistle, and a handle of oiled beech that stays cool on gas, "
                + "electric and induction hobs: Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz 1.8 l"
        case .rightToLeft: "غلاية من المينا 1.8 لتر (KETTLE)"
        case .hostile: "{{order_id}} {{{x}}} <img src=x onerror=alert(3)> <!-- & ]]> '; DROP \u{0}\u{2028}kettle"
        default: "Enamel kettle 1.8 l"
        }
    }

    /// The carrier of the first package.
    var carrier: String {
        switch self {
        case .hostile: "<b>Nord</b>post\" style=\"x"
        case .rightToLeft: "دليل"
        default: "Nordpost"
        }
    }

    var trackingLink: String {
        self == .hostile ? "javascript:alert(4)" : "https://track.nordpost.example/NP77?a=1&b=2"
    }

    /// What the warehouse says of line 1.
    var condition: String {
        switch self {
        case .hostile: "</td></table>Lid\ndented"
        case .rightToLeft: "الغطاء منبعج"
        default: "Lid dented, no box"
        }
    }
}
