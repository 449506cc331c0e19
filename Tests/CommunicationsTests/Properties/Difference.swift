/// Where two values differ, as paths of stored properties with both values; empty when they are equal.
///
/// Short on purpose: two whole read models in a failure message are unreadable.
func difference<Value: Equatable>(_ left: Value, _ right: Value, limit: Int = 3) -> String {
    guard left != right else { return "" }
    var found: [String] = []
    compare(left, right, path: "", into: &found)
    return found.prefix(limit).joined(separator: "; ")
}

private func compare(_ left: Any, _ right: Any, path: String, into found: inout [String]) {
    let leftMirror = Mirror(reflecting: left)
    let rightMirror = Mirror(reflecting: right)
    let leftText = String(describing: left)
    let rightText = String(describing: right)
    guard leftText != rightText else { return }
    let isContainer = leftMirror.displayStyle != .set && !leftMirror.children.isEmpty
    guard isContainer, leftMirror.children.count == rightMirror.children.count else {
        found.append("\(path): \(leftText.prefix(300)) ≠ \(rightText.prefix(300))")
        return
    }
    for (index, pair) in zip(leftMirror.children, rightMirror.children).enumerated() {
        compare(pair.0.value, pair.1.value, path: path + "." + (pair.0.label ?? "\(index)"), into: &found)
    }
}
