extension OMSEnvelope {
    /// How deep an envelope reads: the members of the message, of `params`, and of its arguments.
    static let depth: UInt32 = 3

    /// Reads the envelope of a message.
    /// - Parameters:
    ///   - message: the outermost value of the message.
    ///   - base: where the message starts in the source; ranges count from there.
    /// - Returns: the envelope, and `params` where they are an object.
    static func reading(
        _ message: JSONNode, base: Int = 0
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
        var envelope = OMSEnvelope(method: method)
        if let params {
            guard params.isObject || params.isArray || params.kind == .null else {
                throw .notARequest(.paramsNotStructured)
            }
            let range = params.range
            if params.kind != .null { envelope.params = range.lowerBound - base..<range.upperBound - base }
        }
        if let id, id.kind == .string || id.kind == .number {
            envelope.rpcID = id.jsonText
            envelope.messageID = id.text
        }
        envelope.client = client?.text
        let arguments = params?.object
        if let arguments {
            let place = OrderPlace(method, in: arguments)
            envelope.orderID = place.orderID
            envelope.salesChannel = place.salesChannel
        }
        return (envelope, arguments)
    }
}

extension JSONNode {
    /// The JSON text of the value, as it stands in the source.
    var jsonText: String {
        let range = range
        return unsafe String(
            decoding: UnsafeBufferPointer(start: source + range.lowerBound, count: range.count), as: UTF8.self)
    }
}
