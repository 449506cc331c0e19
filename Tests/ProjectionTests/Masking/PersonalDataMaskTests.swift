import Projection
import Testing

@Suite("Masking of personal data")
struct PersonalDataMaskTests {
    @Test(
        "leaves a hint of each, and everything that is nobody's",
        arguments: [
            (#"{"email":"mirela@mail.example"}"#, #"{"email":"m•••@mail.example"}"#),
            (
                #"{"first_name":"Mirela","zip":"28217","state":"HB"}"#,
                #"{"first_name":"M•••","zip":"•••","state":"H•••"}"#
            ),
            (#"{"phone":"+49 421 5550143","email":null}"#, #"{"phone":"•••43","email":null}"#),
            (
                #"{"recipient":{"name":"Mirela Osterhaus","source":"billing"}}"#,
                #"{"recipient":{"name":"M•••","source":"billing"}}"#
            ),
            (#"{"recipient":"erp"}"#, #"{"recipient":"erp"}"#),
            (#"{"recipient":"+494215550143"}"#, #"{"recipient":"•••43"}"#),
            (#"{"response":"550 <mirela@mail.example> unknown"}"#, #"{"response":"550 <m•••@mail.example> unknown"}"#),
            (#"{"note":"a@b c@d, @ e"}"#, #"{"note":"a•••@b c•••@d, @ e"}"#),
            (#"{"payload":{"anything":"at all"}}"#, #"{"payload":null}"#),
            (
                #"{"name":"Lamp","sku":"A-1","status":"NEW","amount":"11.90"}"#,
                #"{"name":"Lamp","sku":"A-1","status":"NEW","amount":"11.90"}"#
            ),
            (
                #"{"lines":[{"gift_message":"With love"}],"position":{"shard":3,"position":12}}"#,
                #"{"lines":[{"gift_message":"W•••"}],"position":{"shard":3,"position":12}}"#
            ),
            (
                #"{"custom_attributes":[{"name":"a","value":"b"}],"is_test":true}"#,
                #"{"custom_attributes":[],"is_test":true}"#
            ),
        ])
    func examples(json: String, masked: String) throws {
        #expect(String(decoding: try PersonalDataMask.masked(Array(json.utf8)), as: UTF8.self) == masked)
    }
}
