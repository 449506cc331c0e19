import Communications
import OMSMessages
import SampleWorld
import Testing

@testable import Projection

@Suite("What is personal in a payload")
struct PayloadEraserTests {
    private func erase(_ json: String, policy: Policy = Policy()) throws -> String {
        String(decoding: try #require(PayloadEraser(policy: policy).erase(Array(json.utf8))), as: UTF8.self)
    }

    @Test("Names and streets become a text, addresses of mail and phones nothing; what is blank stays")
    func address() throws {
        #expect(
            try erase(
                #"{"reference":"A1","first_name":"Mirela","last_name":"Osterhaus","address1":"Lotsenweg 14","#
                    + #""address2":"","city":"Bremen","state":"HB","zip":28217,"country_code":"DE","phone":"+49 421","#
                    + #""email":"m@mail.example","latitude":null}"#)
                == #"{"reference":"A1","first_name":"erased","last_name":"erased","address1":"erased","address2":"","#
                + #""city":"erased","state":"erased","zip":"erased","country_code":"DE","phone":null,"email":null,"#
                + #""latitude":null}"#)
    }

    @Test("A product keeps its name, a person does not")
    func names() throws {
        #expect(
            try erase(#"{"lines":[{"name":"Kettle","sku":"K"}],"customer":{"id":"C-1","type":"GUEST","name":"Ann"}}"#)
                == #"{"lines":[{"name":"Kettle","sku":"K"}],"customer":{"id":"erased","type":"GUEST","name":"erased"}}"#
        )
    }

    @Test("A mail address in any text of any message is erased, but never one that identifies something")
    func mailAddressesAnywhere() throws {
        #expect(
            try erase(#"{"note":"call ann@mail.example, please","at":"3@5","id":"ann@mail.example"}"#)
                == #"{"note":"erased","at":"3@5","id":"ann@mail.example"}"#)
    }

    @Test("Custom attributes lose their values, but for flags and those that the remorse period depends on")
    func attributes() throws {
        var policy = Policy()
        policy.others.remorse.byAttribute = ["gift=yes, please": 86_400]
        #expect(
            try erase(
                #"{"custom_attributes":[{"name":"allowBackorders","value":"true"},{"name":"engraving","#
                    + #""value":"For Ann"},{"name":"gift","attribute_code":"g","value":"yes, please"}]}"#,
                policy: policy)
                == #"{"custom_attributes":[{"name":"allowBackorders","value":"true"},{"name":"engraving","#
                + #""value":"erased"},{"name":"gift","attribute_code":"g","value":"yes, please"}]}"#)
    }

    @Test("A payload without personal data keeps its very bytes, and erasing twice changes nothing more")
    func untouchedBytes() throws {
        let plain = #"{ "id" : 1.50e1 , "text": "\u00e4\/", "list": [ ] }"#
        #expect(try erase(plain) == plain)
        for message in SampleDay.messages {
            let once = try erase(message)
            #expect(try erase(once) == once)
        }
        #expect(PayloadEraser(policy: Policy()).erase(Array("{".utf8)) == nil)
    }
}
