import Testing

@testable import OMSMessages

@Suite("Known codes")
struct KnownCodesTests {
    @Test(
        "a code that is found is the one that its text makes, and no other text finds it",
        arguments: [
            "NEW", "OPEN", "ERROR", "ON_HOLD", "APPROVED", "LOGISTICS", "PICK_CONFIRMED", "PENDING RELEASE",
            "PARTIALLYSHIPPED", "RECEIVEDBYLOGISTICS", "PENDING_REMORSE_TIME", "RECEIVED_BY_LOGISTICS", "return",
            "Pendingrelease",
        ])
    func found(spelling: String) throws {
        let bytes = Array(spelling.utf8)
        #expect(find(bytes) == Code(spelling))
        #expect(Code(spelling).raw == spelling)
        #expect(Code(spelling).normalized == Code.normalize(spelling))
        var others = [Array(bytes.dropLast()), Array(bytes.dropFirst()), bytes + bytes]
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 0x20
            others.append(other)
        }
        for other in others {
            let code = find(other)
            #expect(code == nil || code?.raw == String(decoding: other, as: UTF8.self))
        }
        // The same through a document, where it is looked for.
        #expect(try JSONDocument("\"\(spelling)\"").root.code == Code(spelling))
    }

    @Test(
        "texts that are not listed are not found", arguments: ["", "X", "NE", "NEWER", "PENDING_REMORSE_TIME_OR_SO"])
    func unknown(text: String) { #expect(find(Array(text.utf8)) == nil) }

    @Test("codes are equal where they are spelled alike, known or not")
    func equality() throws {
        let spellings = [
            "NEW", "New", "X", "x", "", "ON_HOLD", "ONHOLD", "GR\u{DC}N", "a status of more than fifteen bytes",
        ]
        for (left, first) in spellings.enumerated() {
            let read = try JSONDocument("\"\(first)\"").root.code
            if !first.isEmpty { #expect(read == Code(first)) }
            for (right, second) in spellings.enumerated() {
                #expect((Code(first) == Code(second)) == (left == right))
                #expect(Set([Code(first), Code(second)]).count == (left == right ? 1 : 2))
            }
        }
    }

    @Test("ranks of known codes and of others are those that the function gives")
    func ranks() {
        let ranks = CodeRanks { code in UInt8(code.normalized.utf8.count) }
        for spelling in ["NEW", "ON_HOLD", "X", "", "PENDING_REMORSE_TIME", "A_STATUS_OF_ITS_OWN"] {
            #expect(ranks[Code(spelling)] == UInt8(Code.normalize(spelling).utf8.count))
        }
    }

    private func find(_ bytes: [UInt8]) -> Code? {
        unsafe bytes.withUnsafeBufferPointer { unsafe KnownCodes.all.place(of: $0) }.map(Code.init(known:))
    }
}
