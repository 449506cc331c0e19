extension OMSMethod {
    private static let known: [OMSMethod] = [
        .orderCreated, .orderUpdated, .orderLineCancelled, .customerShipmentDone, .returnUpdated, .returnReceived,
        .refundUpdated,
    ]

    /// Reads a method in place: the known ones need no string.
    init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // Their lengths tell most of them apart.
        for method in OMSMethod.known where method.text.utf8.count == bytes.count {
            var text = method.text
            if text.withUTF8({ utf8 in unsafe bytesEqual(utf8, bytes) }) {
                self = method
                return
            }
        }
        self.init(unsafe String(validated: bytes))
    }
}
