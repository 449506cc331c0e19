extension Address: NodeReadable {
    /// Reads an address.
    mutating func read(_ node: JSONNode) -> Bool {
        for (key, value) in node.members {
            switch key.field {
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
        return true
    }
}
