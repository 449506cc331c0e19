import OMSMessages
import OrderModel

extension OrderState {
    /// The most terms an order is found by: one with more parcels is found by the others.
    static let searchTermLimit = 200

    /// The terms with a blank between them; nil while there is none.
    var joinedSearchTerms: String? {
        let terms = searchTerms
        return terms.isEmpty ? nil : terms.joined(separator: " ")
    }

    /// What the order is found by beside its id and e-mail: RMAs, credit notes, and tracking numbers there and back, each once
    /// and ascending.
    var searchTerms: [String] {
        guard !shipments.isEmpty || !returnRecords.isEmpty || !refunds.isEmpty else { return [] }
        var terms: [String] = []
        func add(_ text: String?) {
            guard let text, terms.count < OrderState.searchTermLimit else { return }
            let term = SearchTerm.normalized(text)
            if !term.isEmpty, !terms.contains(term) { terms.append(term) }
        }
        for refund in refunds { add(refund.id) }
        for record in returnRecords {
            add(record.rma)
            add(record.trackingNumber.value)
        }
        for shipment in shipments {
            for package in shipment.packages.value ?? [] { add(package.trackingNumber) }
        }
        if terms.count > 1 { terms.sort() }
        return terms
    }
}
