internal import CSimdJSON

/// What was read of a snapshot, beside its text: the next snapshot of the order repeats nearly all of it, and what is written
/// in the same words need not be read again.
///
/// Takes about three times the memory of the message, while it is kept.
@safe public final class SnapshotMemory: @unchecked Sendable {
    // Safety: nothing changes after the initialiser, and the nodes point into the document held beside them.

    /// A list of the snapshot: where it stands, and what its elements were read into, one for one.
    struct List<Element> {
        let node: JSONNode
        let values: [Element]
    }

    /// What the snapshot stood in.
    let document: JSONDocument
    private let attributes: List<CustomAttribute>?
    let addresses: List<Address>?
    let payments: List<OrderPayment>?
    let lines: List<OrderLine>?

    /// Snapshots with more values and names than this are not remembered: it bounds the memory of one order.
    static let mostNodes = 16_384

    /// - Parameters:
    ///   - snapshot: what was read from `node`.
    ///   - root: the root of the document that `node` stands in.
    ///   - bytes: the document's text.
    init?(of snapshot: OrderSnapshot, at node: JSONNode, under root: JSONNode, in bytes: UnsafeRawBufferPointer) {
        let count = unsafe Int(root.pointer.pointee.span)
        guard count <= SnapshotMemory.mostNodes else { return nil }
        let document = unsafe JSONDocument(
            copying: bytes, nodes: UnsafeBufferPointer(start: root.pointer, count: count))
        func list<Element>(_ list: JSONNode, _ values: [Element]) -> List<Element>? {
            // Elements that said nothing usable were left out: then it is not known which value came from which.
            guard list.elements.reduce(0, { count, _ in count + 1 }) == values.count else { return nil }
            return List(node: unsafe document.node(at: list.pointer - root.pointer), values: values)
        }
        self.document = document
        var (addresses, payments, lines): (List<Address>?, List<OrderPayment>?, List<OrderLine>?)
        var attributes: List<CustomAttribute>?
        for (key, value) in node.members {
            switch key.field {
            case .addresses: addresses = list(value, snapshot.addresses)
            case .payments: payments = list(value, snapshot.payments)
            case .lines: lines = list(value, snapshot.lines)
            case .customAttributes:
                attributes = List(
                    node: unsafe document.node(at: value.pointer - root.pointer), values: snapshot.customAttributes)
            default: break
            }
        }
        self.addresses = addresses
        self.payments = payments
        self.lines = lines
        self.attributes = attributes
    }

    /// The attributes, if `node` says the same as the one they were read from.
    func customAttributes(ifStillSaidBy node: JSONNode) -> [CustomAttribute]? {
        guard let attributes, node.isSame(as: attributes.node) else { return nil }
        return attributes.values
    }
}
