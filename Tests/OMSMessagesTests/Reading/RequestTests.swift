import OMSMessages
import Testing

@Suite("Requests and refusals")
struct RequestTests {
    private func request(_ json: String) throws(OMSMessageError) -> OMSRequest {
        try OMSMessageReader().request(in: Array(json.utf8))
    }

    @Test("one message is a single request")
    func single() throws {
        #expect(try request(Fixtures.refund) == .single(Read.envelope(Fixtures.refund)))
    }

    @Test("a batch gives each element its place and its own result")
    func batch() throws {
        let json = #" [{"method": "a", "params": {"order_id": 1}} , 5, {"method": 2}, \#(Fixtures.refund)] "#
        let bytes = Array(json.utf8)
        guard case .batch(let elements) = try request(json) else { throw Read.Unexpected() }
        #expect(elements.count == 4)
        #expect(elements[1].result == .failure(.notARequest(.notAnObject)))
        #expect(elements[2].result == .failure(.notARequest(.methodMissing)))
        #expect(String(decoding: bytes[elements[1].range], as: UTF8.self) == "5")
        for index in [0, 3] {
            let element = Array(bytes[elements[index].range])
            #expect(try elements[index].result.get() == OMSMessageReader().envelope(of: element))
        }
        let first = try elements[0].result.get()
        #expect(String(decoding: Array(bytes[elements[0].range])[first.params], as: UTF8.self) == #"{"order_id": 1}"#)
    }

    @Test("an empty batch is an invalid request")
    func emptyBatch() {
        #expect(throws: OMSMessageError.notARequest(.emptyBatch)) { try request("[ ]") }
    }

    @Test(
        "JSON that is no request is refused with -32600",
        arguments: [
            ("5", OMSMessageError.Reason.notAnObject), ("null", .notAnObject), (#""text""#, .notAnObject),
            ("{}", .methodMissing), (#"{"method": null}"#, .methodMissing), (#"{"method": 5}"#, .methodMissing),
            (#"{"method": " "}"#, .methodMissing), (#"{"method": "m", "params": 5}"#, .paramsNotStructured),
            (#"{"method": "m", "params": "x"}"#, .paramsNotStructured),
            (#"{"method": "m", "params": false}"#, .paramsNotStructured),
        ])
    func notARequest(json: String, reason: OMSMessageError.Reason) {
        #expect(throws: OMSMessageError.notARequest(reason)) { try Read.envelope(json) }
        #expect(throws: OMSMessageError.notARequest(reason)) { try Read.message(json) }
        #expect(throws: OMSMessageError.notARequest(reason)) { try request(json) }
        #expect(OMSMessageError.notARequest(reason).jsonRPCCode == -32600)
    }

    @Test("a batch is no single message")
    func batchIsNoMessage() {
        #expect(throws: OMSMessageError.notARequest(.notAnObject)) { try Read.envelope(#"[{"method": "m"}]"#) }
    }

    @Test("what is no JSON is refused with -32700")
    func notJSON() {
        #expect(throws: OMSMessageError.notJSON(.empty, offset: 0)) { try Read.envelope("") }
        #expect(throws: OMSMessageError.notJSON(.trailingText, offset: 3)) { try Read.envelope("{} x") }
        #expect(OMSMessageError.notJSON(.empty, offset: nil).jsonRPCCode == -32700)
        #expect(OMSMessageError.tooDeep(limit: 3).jsonRPCCode == -32700)
        #expect(OMSMessageError.tooLarge.jsonRPCCode == -32700)
    }

    @Test("limits of depth, bytes and nodes have errors of their own")
    func limits() throws {
        let deep = #"{"method": "m", "params": {"a": [[1]]}}"#
        let size = deep.utf8.count
        let fitting = OMSMessageReader(limits: .init(maximumDepth: 4, maximumBytes: size, maximumNodes: 9))
        #expect(try fitting.envelope(of: Array(deep.utf8)).method == .other("m"))
        let shallow = OMSMessageReader(limits: .init(maximumDepth: 3))
        #expect(throws: OMSMessageError.tooDeep(limit: 3)) { try shallow.envelope(of: Array(deep.utf8)) }
        let small = OMSMessageReader(limits: .init(maximumBytes: size - 1))
        #expect(throws: OMSMessageError.tooLarge) { try small.envelope(of: Array(deep.utf8)) }
        let few = OMSMessageReader(limits: .init(maximumNodes: 8))
        #expect(throws: OMSMessageError.tooLarge) { try few.envelope(of: Array(deep.utf8)) }
        #expect(throws: OMSMessageError.tooDeep(limit: 128)) {
            try Read.envelope(String(repeating: "[", count: 100_000))
        }
        let nested = String(repeating: "[", count: 126) + String(repeating: "]", count: 126)
        #expect(try Read.envelope(#"{"method": "m", "params": {"a": \#(nested)}}"#).method == .other("m"))
    }

    @Test("descriptions name the place and never the text")
    func descriptions() {
        let secret = "odile@poste.example"
        for json in [
            #"{"method": "\#(secret)" \#(secret)}"#, #"["\#(secret)""#, #""\#(secret)""#, #"{"\#(secret)": \x}"#,
        ] {
            do {
                _ = try Read.envelope(json)
                Issue.record("accepted")
            } catch {
                #expect(!String(describing: error).contains("odile"))
                #expect(!String(describing: error).isEmpty)
            }
        }
        #expect(
            OMSMessageError.notJSON(.trailingText, offset: 3).description
                == "not JSON: text after the end of the value at byte 3")
        #expect(
            OMSMessageError.notARequest(.methodMissing).description
                == "not a JSON-RPC request: 'method' is missing or no text")
    }
}
