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

    private func find(_ bytes: [UInt8]) -> Code? {
        unsafe bytes.withUnsafeBufferPointer { unsafe KnownCodes.all.code($0) }
    }
}
