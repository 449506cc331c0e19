/// One call a member: name and value. A nil value is written as `null`, so that a document always has the same members.
extension JSONWriter {
    public mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else {
            key(name)
            return null()
        }
        let utf8 = text.utf8Span
        unsafe utf8.span.withUnsafeBufferPointer { utf8 in unsafe write(name, quoted: utf8) }
    }

    public mutating func member(_ name: StaticString, _ flag: Bool?) {
        key(name)
        if let flag { value(flag) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ number: Int?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    @inlinable
    public mutating func member(_ name: StaticString, _ number: (some BinaryInteger)?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ decimal: ExactDecimal?) {
        key(name)
        if let decimal { value(decimal) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ timestamp: Timestamp?) {
        key(name)
        if let timestamp { value(timestamp) } else { null() }
    }

    /// Writes a code as the OMS spelled it.
    public mutating func member(_ name: StaticString, _ code: Code?) { member(name, code?.raw) }

    /// Writes a member whose name is data.
    public mutating func member(named name: String, _ text: String?) {
        key(named: name)
        if let text { value(text) } else { null() }
    }

    /// Writes a member whose name is data.
    public mutating func member(named name: String, _ number: Int?) {
        key(named: name)
        if let number { value(number) } else { null() }
    }

    /// Writes one valid JSON value as it is; nil as `null`.
    public mutating func member(_ name: StaticString, raw json: (some Sequence<UInt8>)?) {
        key(name)
        if let json { raw(json) } else { null() }
    }

    /// Writes a member that is an object, whose members `body` writes.
    @inlinable
    public mutating func member<Failure: Error>(
        _ name: StaticString, object body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(body)
    }

    /// Writes a member whose name is data, and that is an object, whose members `body` writes.
    @inlinable
    public mutating func member<Failure: Error>(
        named name: String, object body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(named: name)
        try object(body)
    }

    /// Writes a member that is an array, whose elements `body` writes.
    @inlinable
    public mutating func member<Failure: Error>(
        _ name: StaticString, array body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try array(body)
    }
}
