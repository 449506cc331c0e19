/// One sales channel of the invented shop North Quay: language, currency, taxes, places.
struct SalesChannel: Sendable {
    var id: String
    var language: String
    var currency: String
    var country: String
    /// Tax rates in tenths of a percent: ordinary goods, and food and books.
    var taxRates: [Int]
    var taxName: String
    /// Minutes east of UTC of the shop's clocks.
    var offsetMinutes: Int
    var sources: [String]
    var carriers: [Carrier]
    var phonePrefix: String

    /// A carrier and where its parcels can be followed.
    struct Carrier: Sendable {
        var name: String
        var host: String
    }

    /// A channel by its id: the three of North Quay, else one like them, chosen by the end of the name.
    static func named(_ id: String) -> SalesChannel {
        if let known = [germany, unitedStates, france].first(where: { $0.id == id }) { return known }
        var channel = id.hasSuffix("US") ? unitedStates : id.hasSuffix("FR") ? france : germany
        channel.id = id
        return channel
    }

    static let germany = SalesChannel(
        id: "NORTHQUAY_DE", language: "de_DE", currency: "EUR", country: "DE", taxRates: [190, 70], taxName: "VAT",
        offsetMinutes: 60, sources: ["WH-EMDEN", "WH-JENA", "SHOP-KIEL", "SHOP-BREMEN"],
        carriers: [
            Carrier(name: "Nordpost", host: "track.nordpost.example"),
            Carrier(name: "Kuriro Express", host: "kuriro.example"),
            Carrier(name: "Leuchtfeuer Logistik", host: "leuchtfeuer.example"),
        ], phonePrefix: "+49 421 555")
    static let unitedStates = SalesChannel(
        id: "NORTHQUAY_US", language: "en_US", currency: "USD", country: "US", taxRates: [85, 0], taxName: "SALES",
        offsetMinutes: -300, sources: ["WH-DULUTH", "WH-SAVANNAH", "SHOP-PORTLAND", "SHOP-MYSTIC"],
        carriers: [
            Carrier(name: "Harbor Freightways", host: "track.harborfreightways.example"),
            Carrier(name: "Pelican Parcel", host: "pelican.example"),
        ], phonePrefix: "+1 207 555 ")
    static let france = SalesChannel(
        id: "NORTHQUAY_FR", language: "fr_FR", currency: "EUR", country: "FR", taxRates: [200, 55], taxName: "TVA",
        offsetMinutes: 60, sources: ["WH-BREST", "WH-ARLES", "SHOP-NANTES", "SHOP-LILLE"],
        carriers: [
            Carrier(name: "Colis Goéland", host: "suivi.goeland.example"),
            Carrier(name: "Estafette", host: "estafette.example"),
        ], phonePrefix: "+33 2 98 55 ")
}
