extension OMSMethod {
    /// A method that is known by name.
    @safe private struct Known: @unchecked Sendable {
        let method: OMSMethod
        // Safety: made once and never freed, and nothing writes to it.
        let text: UnsafeBufferPointer<UInt8>

        init(_ method: OMSMethod) {
            self.method = method
            let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: method.text.utf8.count)
            _ = unsafe text.initialize(from: method.text.utf8)
            unsafe self.text = UnsafeBufferPointer(text)
        }
    }

    private static let known: [Known] = [
        .orderCreated, .orderUpdated, .orderLineCancelled, .customerShipmentDone, .returnUpdated, .returnReceived,
        .refundUpdated,
    ].map(Known.init)

    /// Reads a method in place: the known ones need no string.
    init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // Their lengths tell most of them apart.
        for known in OMSMethod.known where unsafe known.text.count == bytes.count {
            if unsafe bytesEqual(known.text, bytes) {
                self = known.method
                return
            }
        }
        self.init(unsafe String(validated: bytes))
    }
}
