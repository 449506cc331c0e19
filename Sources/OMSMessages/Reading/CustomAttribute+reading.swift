extension CustomAttribute {
    /// Reads `[{"name": …, "value": …}, …]`, one such object, or a map of names to values.
    ///
    /// Some senders put `attribute_code` beside `name`; it counts only where there is no name. Source: message
    /// reference, section 3 ("custom_attribute").
    static func attributes(_ node: JSONNode) -> [CustomAttribute] {
        if node.isObject, node.member(.name)?.text == nil || node.member(.value) == nil {
            return node.members.compactMap { key, value in
                guard let name = key.exactText, !name.isEmpty, let text = text(of: value) else { return nil }
                return CustomAttribute(name: name, value: text)
            }
        }
        return node.elements.compactMap { element in
            guard element.isObject else { return nil }
            guard let name = element.member(.name)?.text ?? element.member(.attributeCode)?.text else { return nil }
            return CustomAttribute(name: name, value: element.member(.value).flatMap(text(of:)) ?? "")
        }
    }

    /// A value as text; booleans become the text that the specification wants; nil for containers.
    private static func text(of node: JSONNode) -> String? {
        switch node.kind {
        case .true: "true"
        case .false: "false"
        case .null: ""
        case .string, .number, .key: node.text ?? ""
        case .array, .object: nil
        }
    }
}
