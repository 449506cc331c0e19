internal import CSimdJSON

/// What was read of a snapshot, beside its text: the next snapshot of the order repeats nearly all of it, and what is written
/// in the same words need not be read again.
///
/// Takes about three times the memory of the message, while it is kept.
@safe public final class SnapshotMemory {
    /// A list of the snapshot: where it stands, and what its elements were read into, one for one.
    struct List<Element> {
        let node: JSONNode
        let values: [Element]
    }

    /// What the snapshot stood in; the nodes of the lists point into it.
    let document = KeptDocument()
    private var attributes: List<CustomAttribute>?
    private(set) var addresses: List<Address>?
    private(set) var payments: List<OrderPayment>?
    private(set) var lines: List<OrderLine>?

    /// Snapshots with more values and names than this are not remembered: it bounds the memory of one order.
    static let mostNodes = 16_384

    /// Forgets what is remembered and keeps the memory that it took: for another order.
    public func forget() {
        document.forget()
        (addresses, payments, lines, attributes) = (nil, nil, nil, nil)
    }

    /// Forgets what is remembered and remembers another snapshot, which `parser` has just read.
    /// - Parameters:
    ///   - snapshot: what was read from `node`.
    ///   - bytes: the document's text.
    func remember(
        _ snapshot: OrderSnapshot, at node: JSONNode, in bytes: UnsafeRawBufferPointer, readBy parser: JSONParser
    ) {
        unsafe document.keep(bytes, readBy: parser)
        (addresses, payments, lines, attributes) = (nil, nil, nil, nil)
        for (key, value) in node.members {
            switch key.field {
            case .addresses: addresses = list(value, snapshot.addresses)
            case .payments: payments = list(value, snapshot.payments)
            case .lines: lines = list(value, snapshot.lines)
            case .customAttributes:
                attributes = List(node: document.node(value), values: snapshot.customAttributes)
            default: break
            }
        }
    }

    private func list<Element>(_ list: JSONNode, _ values: [Element]) -> List<Element>? {
        // Elements that said nothing usable were left out: then it is not known which value came from which.
        guard list.elements.reduce(0, { count, _ in count + 1 }) == values.count else { return nil }
        return List(node: document.node(list), values: values)
    }

    /// The attributes, if `node` says the same as the one they were read from.
    func customAttributes(ifStillSaidBy node: JSONNode) -> [CustomAttribute]? {
        guard let attributes, node.isSame(as: attributes.node) else { return nil }
        return attributes.values
    }
}
