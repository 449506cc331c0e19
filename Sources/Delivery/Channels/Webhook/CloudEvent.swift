import OMSMessages

/// A communication as an event: CloudEvents 1.0, JSON format, structured mode. The same bytes at every attempt.
struct CloudEvent {
    /// The media type of the body (CloudEvents JSON format, section 3).
    static let contentType = "application/cloudevents+json; charset=utf-8"

    let body: [UInt8]

    /// - Parameters:
    ///   - communication: the communication's JSON as stored; it becomes `data`.
    ///   - source: where events of this installation come from, a URI reference; the sales channel is its last segment.
    /// - Returns: nil when the JSON is none of a communication, such as after an erasure.
    init?(communication: [UInt8], source: String) {
        guard let root = try? JSONDocument(communication).root, let id = root.string("id"), !id.isEmpty,
            let kind = root.string("kind"), let channel = root.string("sales_channel"),
            let order = root.string("order_id")
        else { return nil }
        var json = JSONWriter(reservingCapacity: communication.count + 512)
        json.object { json in
            json.member("specversion", "1.0")
            json.member("id", id)
            json.member("source", source + "/" + CloudEvent.percentEncoded(channel))
            json.member("type", "herald.communication." + kind)
            // Attributes have no control characters (CloudEvents 1.0, "Type system"); `data` has the id as it is.
            let subject = CleanText.line(order)
            if !subject.isEmpty { json.member("subject", subject) }
            if let time = root.string("occurred_at") { json.member("time", time) }
            json.member("datacontenttype", "application/json")
            json.member("data", raw: communication)
        }
        body = json.bytes
    }

    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
