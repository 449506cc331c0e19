import OMSMessages

extension StructuredData {
    /// A package of which enough is known.
    private struct Parcel {
        var carrier: String
        var package: Facts
        var name: String
        var expectedUntil: Timestamp
    }

    /// One `ParcelDelivery` for each package with a carrier and goods that were promised for a day.
    static func writeParcels(_ view: TemplateView, to json: inout JSONWriter) -> Bool {
        guard let address = view.facts.object("address"), let place = Place(address), !view.storeName.isEmpty else {
            return false
        }
        let lines = view.facts.list("lines")
        let parcels = view.facts.list("packages").prefix(TemplateView.maximumPackages).compactMap {
            package -> Parcel? in
            let numbers = Set(package.numbers("lines"))
            let items = LineItem.merged(lines).filter { !numbers.isDisjoint(with: $0.numbers) }
            guard let carrier = package.text("carrier"), !items.isEmpty,
                let until = items.compactMap(\.promisedAt).max(), items.allSatisfy({ $0.promisedAt != nil }),
                // A promise that has passed already is none.
                view.facts.moment("shipped_at").map({ $0.microseconds <= until.microseconds }) ?? true
            else { return nil }
            return Parcel(
                carrier: carrier, package: package, name: items.map(\.name).joined(separator: ", "),
                expectedUntil: until)
        }
        guard !parcels.isEmpty else { return false }
        json.array { json in
            for parcel in parcels { write(parcel, to: place, view, &json) }
        }
        return true
    }

    private static func write(_ parcel: Parcel, to place: Place, _ view: TemplateView, _ json: inout JSONWriter) {
        json.object { json in
            json.member("@context", "https://schema.org")
            json.member("@type", "ParcelDelivery")
            json.member(
                "deliveryAddress",
                object: { json in
                    json.member("@type", "PostalAddress")
                    for (name, value) in place.members { json.member(named: name, value) }
                })
            json.member("expectedArrivalUntil", parcel.expectedUntil)
            write("Organization", named: parcel.carrier, as: "carrier", to: &json)
            write("Product", named: parcel.name, as: "itemShipped", to: &json)
            if let number = parcel.package.text("tracking_number") { json.member("trackingNumber", number) }
            if let link = parcel.package.link("tracking_link") { json.member("trackingUrl", link) }
            json.member(
                "partOfOrder",
                object: { json in
                    json.member("@type", "Order")
                    json.member("orderNumber", view.orderID)
                    write("Organization", named: view.storeName, as: "merchant", to: &json)
                })
        }
    }

    /// A delivery address with every required property, the region included; many European addresses have none.
    private struct Place {
        let members: [(String, String)]

        init?(_ address: Facts) {
            let street = [address.text("address1"), address.text("address2")].compactMap(\.self)
            guard let name = address.text("name"), !street.isEmpty, let locality = address.text("city"),
                let region = address.text("state"), let country = address.text("country_code"),
                let postalCode = address.text("zip")
            else { return nil }
            members = [
                ("name", name), ("streetAddress", street.joined(separator: ", ")), ("addressLocality", locality),
                ("addressRegion", region), ("addressCountry", country), ("postalCode", postalCode),
            ]
        }
    }
}
