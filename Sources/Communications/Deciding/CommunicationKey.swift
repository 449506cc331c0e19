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
        hash.update(data: namespace)
        hash.update(data: Array(key.utf8))
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(byte, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
        return text
    }
}
