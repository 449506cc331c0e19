/// A `status` member: plain text, which is the code, or an object.
///
/// Orders send text and returns and refunds objects, but either is read for all. Source: message reference, sections
/// 4.1, 7 and 8; decision table, section 2 (last point).
struct StatusReading {
    var code: Code?
    var name: Code?
    var reasonCode: Code?
    var reasonName: Code?
    var date: Timestamp?

    init(_ node: JSONNode) {
        guard node.isObject else {
            code = node.code
            return
        }
        for (key, value) in node.members {
            switch key.field {
            case .code: code = value.code
            case .name: name = value.code
            case .reasonCode: reasonCode = value.code
            case .reasonName: reasonName = value.code
            case .date: date = value.timestamp
            default: break
            }
        }
    }
}
