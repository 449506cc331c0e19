public import OMSMessages

/// Masks personal data in what the API writes: names, e-mail addresses, phones and street addresses keep a hint of
/// themselves, raw messages go altogether.
///
/// What is personal is said in one place, ``PersonalData``, which erasure follows too; beside that every e-mail address in any
/// text is masked, whatever the member is called.
public enum PersonalDataMask {
    /// What stands in place of what is hidden.
    public static let mark = "•••"

    /// The same JSON with personal data masked.
    public static func masked(_ json: [UInt8]) throws(JSONError) -> [UInt8] {
        let document = try JSONDocument(json)
        var writer = JSONWriter(reservingCapacity: json.count)
        write(document.root, in: "", to: &writer)
        return writer.bytes
    }

    private static func write(_ value: JSONValue, in container: String, to json: inout JSONWriter) {
        switch value.kind {
        case .object:
            let members = value.members
            let isAddress = members.contains { PersonalData.addressMarks.contains($0.name) }
            json.object { json in
                for (name, value) in members {
                    json.key(named: name)
                    write(value, named: name, in: container, isAddress: isAddress, to: &json)
                }
            }
        case .array:
            json.array { json in for element in value.elements { write(element, in: container, to: &json) } }
        case .string: json.value(text(value.string ?? ""))
        case .null, .bool, .number: json.raw(value.raw)
        }
    }

    private static func write(
        _ value: JSONValue, named name: String, in container: String, isAddress: Bool, to json: inout JSONWriter
    ) {
        // A message as it came: nobody knows where in it persons stand.
        if name == "payload" { return json.null() }
        let isOfRecipient = container == "recipient" && name == "name"
        guard
            let sort = PersonalData.sort(of: name, in: container, isAddress: isAddress) ?? (isOfRecipient ? .text : nil)
        else {
            if name == "recipient", let text = value.string { return json.value(recipient(text)) }
            return write(value, in: name, to: &json)
        }
        switch (sort, value.kind) {
        case (.attributes, .array): json.array { _ in }
        case (.contact, .string): json.value(recipient(value.string ?? ""))
        case (.text, .string): json.value(hint(value.string ?? ""))
        case (_, .object), (_, .array): write(value, in: name, to: &json)
        case (_, .null), (_, .bool): json.raw(value.raw)
        case (_, .string), (_, .number): json.null()
        }
    }

    /// The first letter: enough to recognise what one knows already.
    static func hint(_ text: String) -> String {
        guard let first = text.first(where: { !$0.isWhitespace }) else { return text }
        return first.isLetter ? "\(first)\(mark)" : mark
    }

    /// An e-mail address as `m•••@mail.example`, a phone by its last two digits; the name of an endpoint as it is.
    public static func recipient(_ text: String) -> String {
        if text.contains("@") { return self.text(text) }
        let digits = text.filter(\.isNumber)
        let isPhone = digits.count >= 5 && text.allSatisfy { $0.isNumber || "+-/() .".contains($0) }
        return isPhone ? mark + digits.suffix(2) : text
    }

    /// A text with every e-mail address in it masked.
    public static func text(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var result = ""
        var local = ""
        for character in text {
            if character == "@" {
                result += hint(local) + "@"
                local = ""
            } else if isOfLocalPart(character) {
                local.append(character)
            } else {
                result += local + String(character)
                local = ""
            }
        }
        return result + local
    }

    private static func isOfLocalPart(_ character: Character) -> Bool {
        !character.isWhitespace && !"<>()[],;:\"".contains(character)
    }
}
