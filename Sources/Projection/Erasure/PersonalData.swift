import OMSMessages

/// Where personal data stands in messages and facts, by the names of members.
///
/// Source: field tables of the OMS's messages; names that neighbouring systems use for the same things are in it too.
enum PersonalData {
    /// What becomes of a member.
    enum Sort {
        /// An e-mail address or phone: `null` afterwards.
        case contact
        case text
        /// A list of custom attributes.
        case attributes
    }

    private static let contacts: Set<String> = [
        "email", "email_address", "phone", "phone_number", "telephone", "mobile", "fax", "customer_email",
        "customer_phone",
    ]

    private static let texts: Set<String> = [
        "first_name", "middle_name", "last_name", "firstname", "middlename", "lastname", "full_name", "company",
        "address1", "address2", "address3", "street", "city", "zip", "postcode", "latitude", "longitude",
        "ip", "client_ip", "gift_message", "customer_service_agent", "user", "customer_id", "customer_name",
        "tracking_comment", "payment_account_unique_id", "vat_number", "tax_id", "date_of_birth",
    ]

    private static let attributes: Set<String> = ["custom_attributes", "custom_details"]

    /// Members by which an object is recognised as a postal address.
    static let addressMarks: Set<String> = ["address1", "first_name", "last_name", "zip", "city"]

    /// What a member is, if it is personal.
    /// - Parameters:
    ///   - container: the member that its object stands under.
    ///   - isAddress: whether its object is a postal address.
    static func sort(of name: String, in container: String, isAddress: Bool) -> Sort? {
        if contacts.contains(name) { return .contact }
        if texts.contains(name) { return .text }
        if attributes.contains(name) { return .attributes }
        if isAddress, name == "state" || name == "name" { return .text }
        if container == "customer", name == "id" || name == "name" { return .text }
        return nil
    }

    /// Whether a member identifies something that messages refer to: it stays, whatever it looks like.
    static func isIdentity(_ name: String) -> Bool {
        ["id", "store", "method", "sku", "rma", "ref", "reference", "code", "client"].contains(name)
            || name.hasSuffix("_id") || name.hasSuffix("_reference") || name.hasSuffix("_number")
    }

    /// Whether an e-mail address stands in a text: something, `@`, something with a point in it.
    static func holdsEmail(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "@") {
            guard index > 0, !isBlank(bytes[index - 1]) else { continue }
            let domain = bytes[(index + 1)...].prefix { !isBlank($0) }
            if let point = domain.dropFirst().firstIndex(of: UInt8(ascii: ".")), point < domain.endIndex - 1 {
                return true
            }
        }
        return false
    }

    /// Whether a text is blank or was erased before; a full name is made of two erased ones.
    static func saysNothing(_ text: String) -> Bool {
        text.split(whereSeparator: \.isWhitespace).allSatisfy { $0 == PayloadEraser.erased }
    }

    /// Whether a value only says yes or no, or counts.
    static func isFlag(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .bool, .null: true
        case .string: ["true", "false", "yes", "no", "0", "1", ""].contains(value.string?.lowercased() ?? "-")
        case .number, .array, .object: false
        }
    }

    /// Whether a text in the JSON is this e-mail address.
    /// - Parameter email: in lower case.
    static func occurs(_ email: String, in value: JSONValue) -> Bool {
        switch value.kind {
        case .string: value.string.map { trimmed($0).lowercased() == email } ?? false
        case .array: value.elements.contains { occurs(email, in: $0) }
        case .object: value.members.contains { occurs(email, in: $0.value) }
        case .null, .bool, .number: false
        }
    }

    /// A text without the blanks around it.
    static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x22 || byte == 0x2C || byte == 0x3B }
}
