internal import Crypto
import OMSMessages

/// The identity of a communication (decision table, section 3, column "key").
public enum CommunicationKey {
    /// Fixed for ever: changing it would tell everybody everything again.
    private static let namespace: [UInt8] = [
        0x6b, 0x1f, 0x0c, 0x52, 0x8e, 0x37, 0x5d, 0x2a, 0x9c, 0x44, 0x1b, 0x7f, 0x30, 0xd8, 0xe2, 0x65,
    ]

    /// The key as JSON text: an array, so that no id can imitate another's key.
    static func text(_ occasion: Occasion, salesChannel: String, orderID: String) -> String {
        var json = JSONWriter()
        json.array { json in
            json.value(occasion.kind.name)
            json.value(salesChannel)
            json.value(orderID)
            switch occasion.kind {
            case .customer(.orderConfirmation), .customer(.orderCancellation): break
            case .customer(.shipmentConfirmation): json.value(occasion.subject.shipmentID ?? "")
            case .customer(.returnAuthorized), .customer(.returnReceived):
                json.value(occasion.subject.returnID ?? "")
                json.array { json in
                    for line in occasion.subject.lines { json.value(line) }
                }
            case .customer(.refundTriggered): json.value(occasion.subject.refundID ?? "")
            case .customerService: json.value(occasion.occurrence ?? 0)
            }
        }
        return json.text
    }

    /// The UUID version 5 (RFC 9562, section 5.5) of a key.
    public static func id(of key: String) -> String {
        var hash = Insecure.SHA1()
        unsafe namespace.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        var key = key
        key.withUTF8 { utf8 in unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(utf8)) }
        return unsafe hash.finalize().withUnsafeBytes { digest in
            unsafe String(unsafeUninitializedCapacity: 36) { text in
                var place = 0
                for index in 0..<16 {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        unsafe text[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    var byte = unsafe digest[index]
                    if index == 6 { byte = byte & 0x0F | 0x50 }
                    if index == 8 { byte = byte & 0x3F | 0x80 }
                    unsafe text[place] = digit(byte >> 4)
                    unsafe text[place + 1] = digit(byte & 0x0F)
                    place += 2
                }
                return place
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
