extension Address: NodeReadable {
    /// Reads an address.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            if let field = key.field { shared.value.take(field, value) }
        }
        return true
    }
}

extension Address: MemberwiseReadable {
    mutating func take(_ field: MessageField, _ value: JSONNode) { shared.value.take(field, value) }
}

extension Address.Fields {
    fileprivate mutating func take(_ field: MessageField, _ value: JSONNode) {
        switch field {
        case .reference: reference = value.text
        case .addressType: addressType = value.code
        case .firstName: firstName = value.text
        case .lastName: lastName = value.text
        case .address1: address1 = value.text
        case .address2: address2 = value.text
        case .city: city = value.text
        case .state: state = value.text
        case .zip: zip = value.text
        case .countryCode: countryCode = value.text
        case .phone: phone = value.text
        case .email: email = value.text
        case .latitude: latitude = value.text
        case .longitude: longitude = value.text
        case .customAttributes: customAttributes = CustomAttribute.attributes(value)
        default: break
        }
    }
}
