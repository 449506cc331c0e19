import OrderModel
import Testing

@Suite("Identities that the OMS did not give")
struct StableHashTests {
    @Test(
        "The hash is FNV-1a over length-prefixed parts; it never changes, for keys are made of it",
        arguments: [
            ([], "cbf29ce484222325"), ([""], "08328807b4eb6fed"), (["a", "b"], "934aa6c4c6427684"),
            (["ab"], "8d8446904a934208"),
            (["WH-EMDEN", "STANDARD", "1", "2"], "e2058fea4b849062"),
        ] as [([String], String)])
    func vectors(parts: [String], hash: String) {
        #expect(StableHash.text(parts) == hash)
    }
}
