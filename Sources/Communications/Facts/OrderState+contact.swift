public import OMSMessages
public import OrderModel

extension OrderState {
    /// The shipment with this id.
    func shipment(_ id: String?) -> ShipmentState? { shipments.first { $0.id == id } }

    /// The refund with this id.
    func refund(_ id: String) -> RefundState? { refunds.first { $0.id == id } }

    /// The payment transaction; the OMS supports one an order.
    var transaction: OrderPayment.Transaction? { payments.value?.lazy.flatMap(\.transactions).first }

    /// The currency of the order: returns and refunds have none of their own.
    public var currency: String? {
        payments.value?.lazy.compactMap(\.currency).first ?? lines.lazy.compactMap { $0.amount.value?.currency }.first
    }

    /// The sum of the lines' gross amounts; nil while no amount is known.
    public var total: ExactDecimal? {
        let amounts = lines.compactMap { $0.amount.value?.gross }
        return amounts.isEmpty ? nil : amounts.reduce(ExactDecimal.zero, +)
    }

    /// The sum of the shipping lines' gross amounts; nil where there is none, or none has an amount.
    var shippingCost: ExactDecimal? {
        let amounts = lines.compactMap { $0.isShipping ? $0.amount.value?.gross : nil }
        return amounts.isEmpty ? nil : amounts.reduce(ExactDecimal.zero, +)
    }

    /// How many pieces lines stand for; a line without quantity is one. At most a million each, so that sums fit.
    func pieces(of lines: [Int]) -> Int {
        lines.reduce(0) { $0 + min(max(1, line($1)?.quantity.value ?? 1), 1_000_000) }
    }

    /// Whether money was taken, by what the lines' payments say in the OMS's words; nil while nobody knows.
    ///
    /// The OMS need not send such a status. That no money was taken is said only where every line but the shipping charge
    /// has one and all are from before a capture; one under way (`CAPTURE_REQUESTED`, `PENDING`) may have succeeded since.
    var isCaptured: Bool? {
        let payments = lines.flatMap { $0.payments.value ?? [] }
        func haveStatus(of codes: String...) -> (LinePayment) -> Bool {
            { payment in codes.contains { payment.status?.isOne(of: $0) == true } }
        }
        let isTaken = haveStatus(of: "CAPTURED", "CAPTURE", "PAID", "SETTLED", "REFUNDED")
        let isUntouched = haveStatus(
            of: "NEW", "CREATED", "AUTHORIZED", "AUTHORISED", "AUTHORIZATIONFAILED", "DECLINED", "VOIDED")
        if payments.contains(where: isTaken) || refunds.contains(where: { $0.wasStarted }) { return true }
        let goods = lines.filter { !$0.isShipping }
        let areAllKnown = !goods.isEmpty && goods.allSatisfy { $0.payments.value?.isEmpty == false }
        return areAllKnown && refunds.isEmpty && payments.allSatisfy(isUntouched) ? false : nil
    }

    /// Addresses in the order in which the newest snapshot lists them.
    private var addressesInPlace: [AddressState] {
        addresses.sorted { ($0.place.value ?? .max, $0.key) < ($1.place.value ?? .max, $1.key) }
    }

    private func address(reference: String?) -> AddressState? {
        guard let reference else { return nil }
        let key = AddressState.key(ofReference: reference)
        return addresses.first { $0.key == key }
    }

    /// The shipping address of the goods: that of the lowest-numbered line that names one.
    var shippingAddress: Address? {
        lines.lazy.filter { !$0.isShipping }.compactMap { self.address(reference: $0.shippingAddressReference.value) }
            .first?.complete
    }

    /// The e-mail address that communications of this order go to, lower case: what orders are searched by.
    public var customerEmail: String? {
        contactSearch(for: .customer(.orderConfirmation), shipmentID: nil).email?.text.lowercased()
    }

    /// How the customer is reached about a kind of communication; nil while no address has an e-mail or phone.
    ///
    /// Billing, else the shipment's own address (shipments only), else the lines' shipping address, else any address with an
    /// e-mail. Source: decision table, section 5.
    func contact(for kind: Kind, shipmentID: String?) -> CustomerContact? {
        contactSearch(for: kind, shipmentID: shipmentID).contact
    }

    private func contactSearch(for kind: Kind, shipmentID: String?) -> ContactSearch {
        var search = ContactSearch()
        search.consider(address(reference: transaction?.billingAddressReference), .billing)
        if kind == .customer(.shipmentConfirmation), let address = shipment(shipmentID)?.address.value {
            search.consider(address, .shipment)
        }
        // Asked for every communication: the further places are looked at only while something is missing.
        if !search.isComplete {
            for line in lines where !line.isShipping {
                search.consider(address(reference: line.shippingAddressReference.value), .shipping)
            }
        }
        if !search.isComplete { for address in addressesInPlace { search.consider(address, .anyAddress) } }
        return search
    }
}

/// Looks for the first address with an e-mail, and the first with a phone: it may stand in another one.
private struct ContactSearch {
    private(set) var email: (text: String, address: Address?, source: CustomerContact.Source)?
    private var phone: (text: String, address: Address?, source: CustomerContact.Source)?

    var isComplete: Bool { email != nil && phone != nil }

    mutating func consider(_ address: AddressState?, _ source: CustomerContact.Source) {
        guard let address else { return }
        consider(address.email.value, address.phone.value, address.address.value, source)
    }

    mutating func consider(_ address: Address, _ source: CustomerContact.Source) {
        consider(address.email, address.phone, address, source)
    }

    private mutating func consider(
        _ email: String?, _ phone: String?, _ address: Address?, _ source: CustomerContact.Source
    ) {
        if let email, self.email == nil { self.email = (email, address, source) }
        if let phone, self.phone == nil { self.phone = (phone, address, source) }
    }

    var contact: CustomerContact? {
        guard let (_, address, source) = email ?? phone else { return nil }
        return CustomerContact(email: email?.text, phone: phone?.text, name: address?.fullName, source: source)
    }
}

extension Address {
    var fullName: String? {
        guard let firstName = self.firstName, let lastName = self.lastName else {
            return self.firstName ?? self.lastName
        }
        return firstName + " " + lastName
    }
}

extension LineState {
    /// Whether it is the parent of a bundle: its children are the goods.
    func isBundleParent(in state: OrderState) -> Bool {
        self.productType.value?.normalized == "BUNDLE"
            && state.lines.contains { $0.parentLineNumber.value == self.lineNumber }
    }

    /// When a back-ordered line is expected.
    var backorderDate: Timestamp? { self.promiseDeliveryDate.value ?? self.preOrderStreetDate.value }

    /// Whether a back-order is planned: a date says so, or the back-order attribute.
    var isBackorder: Bool {
        backorderDate != nil
            || (self.customAttributes.value ?? []).contains {
                ["allowBackorders", "allowBackorder"].contains($0.name) && $0.value.lowercased() == "true"
            }
    }
}

extension ChannelPolicy {
    /// How many days a refund takes to show for the order's payment method.
    func refundDays(for state: OrderState) -> Int {
        state.transaction?.method.flatMap { refundDays[$0.normalized] } ?? refundDaysDefault
    }
}

extension RemorsePolicy {
    /// When the remorse period ends: the longest length that applies to a line, counted from the order's origin date.
    ///
    /// None when only shipping or virtual lines exist.
    func end(for state: OrderState) -> Timestamp? {
        guard let start = state.originDate.value else { return nil }
        let ordered = state.lines.filter { !$0.isShipping }
        func isVirtual(_ line: LineState) -> Bool { line.productType.value?.isOne(of: "VIRTUAL", "SERVICE") == true }
        guard !ordered.allSatisfy(isVirtual) else { return nil }
        let lengths = ordered.flatMap { line -> [Int] in
            let attributes = (line.customAttributes.value ?? []).flatMap {
                [byAttribute[$0.name], byAttribute[$0.name + "=" + $0.value]]
            }
            let ofType = line.productType.value.flatMap { byProductType[$0.normalized] }
            return (attributes + [ofType, isVirtual(line) ? nil : length]).compactMap(\.self)
        }
        return lengths.max().map { Timestamp(microseconds: start.microseconds + Int64($0) * 1_000_000) }
    }
}
