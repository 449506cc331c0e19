extension OMSEnvelope {
    /// How deep an envelope reads: the members of the message, of `params`, and of its arguments.
    static let depth: UInt32 = 3

    /// Reads the envelope of a message.
    /// - Parameters:
    ///   - message: the outermost value of the message.
    ///   - base: where the message starts in the source; ranges count from there.
    ///   - forAnswer: whether the message is to be answered, which takes its `id` as it is written.
    /// - Returns: the envelope, and `params` where they are an object.
    static func reading(
        _ message: JSONNode, base: Int = 0, forAnswer: Bool = true
    ) throws(OMSMessageError) -> (envelope: OMSEnvelope, params: JSONNode?) {
        guard message.isObject else { throw .notARequest(.notAnObject) }
        var method: JSONNode?
        var params: JSONNode?
        var id: JSONNode?
        var client: JSONNode?
        for (key, value) in message.members {
            switch key.field {
            case .method: method = value
            case .params: params = value
            case .id: id = value
            case .client: client = value
            default: break
            }
        }
        guard let method, method.kind == .string,
            let method = unsafe method.withText({ bytes in unsafe OMSMethod(utf8: bytes) })
        else { throw .notARequest(.methodMissing) }
        var paramsRange = 0..<0
        if let params, params.kind != .null {
            guard params.isObject || params.isArray else { throw .notARequest(.paramsNotStructured) }
            paramsRange = params.range.lowerBound - base..<params.range.upperBound - base
        }
        let name = id.flatMap { $0.kind == .string || $0.kind == .number ? $0 : nil }
        let arguments = params?.object
        let place = arguments.map { OrderPlace(method, in: $0) }
        return (
            OMSEnvelope(
                method: method, rpcID: forAnswer ? name?.jsonText : nil, messageID: name?.text, client: client?.text,
                orderID: place?.orderID, salesChannel: place?.salesChannel, params: paramsRange),
            arguments
        )
    }
}

extension JSONNode {
    /// The JSON text of the value, as it stands in the source.
    var jsonText: String {
        let range = range
        return unsafe String(
            validated: UnsafeBufferPointer(start: source + range.lowerBound, count: range.count),
            isKnownASCII: isASCII)
    }
}
