import Communications
import OMSMessages

/// Takes personal data out of the JSON of a message, at any depth and in messages of any method.
///
/// What is left is valid JSON and folds to the same statuses, lines, amounts and identities. Names, streets, customer ids,
/// users and free texts become the text `erased`; e-mail addresses and phones become `null`, so that a text that is no
/// address never becomes a recipient. Country, language, codes, order and line ids stay: they tell nothing of a person.
struct PayloadEraser {
    static let erased = "erased"

    /// Custom attributes that a remorse period depends on; their values stay.
    private let keptAttributes: Set<String>

    init(policy: Policy) {
        let channels = Array(policy.channels.values) + [policy.others]
        keptAttributes = Set(
            channels.flatMap(\.remorse.byAttribute.keys).compactMap { $0.split(separator: "=").first.map(String.init) })
    }

    /// The payload without personal data; the same bytes if it held none.
    /// - Returns: nil if the bytes are no JSON.
    func erase(_ payload: [UInt8]) -> [UInt8]? {
        // As deep and large as anything that can be in the log.
        let limits = JSONParser.Limits(maximumDepth: 256, maximumBytes: .max >> 1, maximumNodes: 50_000_000)
        guard let document = try? JSONDocument(payload, limits: limits) else { return nil }
        var json = JSONWriter(reservingCapacity: payload.count)
        let isChanged = write(document.root, under: "", in: "", to: &json)
        // Unchanged messages keep their very bytes, blanks included.
        return isChanged ? json.bytes : payload
    }

    /// Writes a value without personal data.
    /// - Parameters:
    ///   - name: the member it stands under.
    ///   - container: the member that its object stands under.
    /// - Returns: whether anything was erased.
    private func write(
        _ value: JSONValue, under name: String, in container: String, to json: inout JSONWriter
    ) -> Bool {
        switch value.kind {
        case .object: return writeMembers(of: value, under: name, to: &json)
        case .array:
            var isChanged = false
            json.array { json in
                for element in value.elements where write(element, under: name, in: container, to: &json) {
                    isChanged = true
                }
            }
            return isChanged
        case .string:
            guard !PersonalData.isIdentity(name), let text = value.string, PersonalData.holdsEmail(text) else {
                json.raw(value.raw)
                return false
            }
            json.value(PayloadEraser.erased)
            return true
        case .null, .bool, .number:
            json.raw(value.raw)
            return false
        }
    }

    private func writeMembers(of object: JSONValue, under name: String, to json: inout JSONWriter) -> Bool {
        let members = object.members
        let isAddress = members.contains { PersonalData.addressMarks.contains($0.name) }
        var isChanged = false
        json.object { json in
            for (member, value) in members {
                json.key(named: member)
                let isErased =
                    switch PersonalData.sort(of: member, in: name, isAddress: isAddress) {
                    case .contact: writeNull(value, to: &json)
                    case .text: writeErased(value, to: &json)
                    case .attributes: writeAttributes(value, to: &json)
                    case nil: write(value, under: member, in: name, to: &json)
                    }
                if isErased { isChanged = true }
            }
        }
        return isChanged
    }

    private func writeNull(_ value: JSONValue, to json: inout JSONWriter) -> Bool {
        json.null()
        return !value.isNull
    }

    /// Replaces every text and number in a value; what is blank or null stays, since it says nothing.
    private func writeErased(_ value: JSONValue, to json: inout JSONWriter) -> Bool {
        var isChanged = false
        switch value.kind {
        case .null, .bool: json.raw(value.raw)
        case .string where value.string.map(PersonalData.saysNothing) == true: json.raw(value.raw)
        case .string, .number:
            isChanged = true
            json.value(PayloadEraser.erased)
        case .array:
            json.array { json in
                for element in value.elements where writeErased(element, to: &json) { isChanged = true }
            }
        case .object:
            json.object { json in
                for (name, member) in value.members {
                    json.key(named: name)
                    if writeErased(member, to: &json) { isChanged = true }
                }
            }
        }
        return isChanged
    }

    /// Replaces the values of custom attributes, but for flags and those that policy builds on.
    private func writeAttributes(_ value: JSONValue, to json: inout JSONWriter) -> Bool {
        guard value.kind == .array || value.kind == .object else { return writeErased(value, to: &json) }
        var isChanged = false
        if value.kind == .array {
            json.array { json in
                for element in value.elements where writeAttributes(element, to: &json) { isChanged = true }
            }
            return isChanged
        }
        let isKept = value.string("name").map(keptAttributes.contains) ?? false
        json.object { json in
            for (name, member) in value.members {
                json.key(named: name)
                if name == "name" || name == "attribute_code" || isKept || PersonalData.isFlag(member) {
                    json.raw(member.raw)
                } else if writeErased(member, to: &json) {
                    isChanged = true
                }
            }
        }
        return isChanged
    }
}
