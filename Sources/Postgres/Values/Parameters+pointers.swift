extension Parameters {
    typealias Values = UnsafePointer<UnsafePointer<CChar>?>?

    /// Lends the four arrays libpq takes: values, lengths, formats (all binary) and types. They live on the stack.
    func withPointers<Result>(
        _ body: (Values, UnsafePointer<Int32>?, UnsafePointer<Int32>?, UnsafePointer<UInt32>?) -> Result
    ) -> Result {
        let count = slots.count
        guard count > 0 else { return body(nil, nil, nil, nil) }
        return unsafe encoder.bytes.withUnsafeBytes { bytes in
            unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 3) { numbers in
                    let lengths = numbers.baseAddress!
                    let formats = unsafe lengths + count
                    let types = unsafe UnsafeMutableRawPointer(formats + count).assumingMemoryBound(to: UInt32.self)
                    for (index, slot) in slots.enumerated() {
                        let value = unsafe slot.length < 0 ? nil : Self.value(at: slot.offset, in: bytes)
                        unsafe (values.baseAddress! + index).initialize(to: value)
                        unsafe (lengths + index).initialize(to: Int32(truncatingIfNeeded: max(0, slot.length)))
                        unsafe (formats + index).initialize(to: 1)
                        unsafe (types + index).initialize(to: slot.type)
                    }
                    return unsafe body(UnsafePointer(values.baseAddress!), lengths, formats, types)
                }
            }
        }
    }

    /// An empty value still needs an address: for libpq a null pointer is a null.
    private static func value(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UnsafePointer<CChar> {
        guard let base = bytes.baseAddress else { return unsafe emptyValue }
        return unsafe (base + offset).assumingMemoryBound(to: CChar.self)
    }

    private static nonisolated(unsafe) let emptyValue: UnsafePointer<CChar> = {
        let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        unsafe pointer.initialize(to: 0)
        return unsafe UnsafePointer(pointer)
    }()
}
