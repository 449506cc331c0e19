/// An invented customer with an address.
struct Person: Sendable {
    var firstName: String
    var lastName: String
    var street: String
    var city: String
    var zip: String
    var state: String = ""
    /// Nil: the address has no e-mail.
    var email: String?
    var phone: String?

    /// Draws somebody who could live in `channel`'s country. E-mails end in `.example`, which never resolves.
    static func drawn(for channel: SalesChannel, from random: inout SplitMix64) -> Person {
        let names = names[channel.country] ?? names["DE"]!
        let place = random.pick(names.places)
        let first = random.pick(names.first)
        let last = random.pick(names.last)
        let number = 100 + random.below(900)
        return Person(
            firstName: first.name, lastName: last.name,
            street: names.houseNumberFirst
                ? "\(number % 190 + 1) \(random.pick(names.streets))"
                : "\(random.pick(names.streets)) \(number % 90 + 1)",
            city: place.city, zip: place.zip, state: place.state,
            email: "\(first.ascii).\(last.ascii).\(number)@mail.example", phone: "\(channel.phonePrefix)0\(number)")
    }

    private struct Name: Sendable {
        var name: String
        var ascii: String
        init(_ name: String, _ ascii: String) {
            self.name = name
            self.ascii = ascii
        }
    }
    private struct Place: Sendable {
        var city: String
        var zip: String
        var state: String
        init(_ city: String, _ zip: String, _ state: String) {
            self.city = city
            self.zip = zip
            self.state = state
        }
    }
    private struct Names: Sendable {
        var first: [Name]
        var last: [Name]
        var streets: [String]
        var houseNumberFirst: Bool
        var places: [Place]
    }

    private static let names: [String: Names] = [
        "DE": Names(
            first: [
                Name("Mirela", "mirela"), Name("Tibor", "tibor"), Name("Juno", "juno"), Name("Jürgen", "juergen"),
                Name("Svenja", "svenja"), Name("Änne", "aenne"), Name("Okko", "okko"), Name("Wiebke", "wiebke"),
            ],
            last: [
                Name("Osterhaus", "osterhaus"), Name("Falkenrath", "falkenrath"), Name("Grönhagen", "groenhagen"),
                Name("Süderbrook", "suederbrook"), Name("Dallmeyn", "dallmeyn"), Name("Reethdiek", "reethdiek"),
            ],
            streets: ["Lotsenweg", "Kranstieg", "Am Speicher", "Deichgasse", "Fährstraße"], houseNumberFirst: false,
            places: [Place("Bremen", "28217", "HB"), Place("Leer", "26789", "NI"), Place("Kiel", "24103", "SH")]),
        "US": Names(
            first: [
                Name("Ada", "ada"), Name("Wendell", "wendell"), Name("Marisol", "marisol"), Name("Theo", "theo"),
                Name("Imani", "imani"), Name("Caleb", "caleb"),
            ],
            last: [
                Name("Quillfeather", "quillfeather"), Name("O'Marrow", "omarrow"), Name("Harborough", "harborough"),
                Name("Tindall", "tindall"), Name("Okonjo-Reed", "okonjoreed"),
            ],
            streets: ["Lighthouse Rd", "Cannery Row", "Tidewater Ln", "Old Mill St"], houseNumberFirst: true,
            places: [Place("Portland", "04101", "ME"), Place("Duluth", "55802", "MN"), Place("Mystic", "06355", "CT")]),
        "FR": Names(
            first: [
                Name("Maëlle", "maelle"), Name("Yann", "yann"), Name("Solène", "solene"), Name("Étienne", "etienne"),
                Name("Corentin", "corentin"),
            ],
            last: [
                Name("Kervoas", "kervoas"), Name("Le Goémon", "legoemon"), Name("Desruisseaux", "desruisseaux"),
                Name("Tanguélic", "tanguelic"),
            ],
            streets: ["rue du Phare", "quai des Brumes", "impasse du Cabestan"], houseNumberFirst: true,
            places: [Place("Brest", "29200", "29"), Place("Nantes", "44000", "44"), Place("Arles", "13200", "13")]),
    ]
}
