import Foundation
import SampleWorld

/// A message read back with Foundation, independently of how the sample world writes it.
struct MessageText {
    let root: [String: Any]
    var params: [String: Any] { root["params"] as? [String: Any] ?? [:] }
    /// The one structure that `params` names, as `order` or `shipment`.
    func argument(_ name: String) -> [String: Any] { params[name] as? [String: Any] ?? [:] }

    init(_ message: SampleMessage) throws { try self.init(message.json) }

    init(_ json: [UInt8]) throws {
        struct NotAnObject: Error {}
        guard let root = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] else {
            throw NotAnObject()
        }
        self.root = root
    }
}
