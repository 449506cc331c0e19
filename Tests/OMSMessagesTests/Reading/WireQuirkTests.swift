import OMSMessages
import Testing

/// One test for each row of the message reference, section 3, and for what the decision table adds.
@Suite("Wire quirks")
struct WireQuirkTests {
    @Test("money: numbers and text give the same exact decimal")
    func money() throws {
        for text in ["64", "64.0", #""64""#, #"" 64.00 ""#, "6.4e1", #""+64""#] {
            let line = try Read.line(with: #""amount": {"gross_amount": \#(text)}"#)
            #expect(line.amount?.gross == decimal("64"), "\(text)")
        }
        for text in [#""abc""#, "true", "null", "[]", "{}", #""""#, #""1,5""#, "1e99"] {
            let line = try Read.line(with: #""amount": {"gross_amount": \#(text)}"#)
            #expect(line.amount == Price(), "\(text)")
        }
    }

    @Test("currency may be missing")
    func currency() throws {
        #expect(try Read.line(with: #""amount": {"net_amount": 1}"#).amount?.currency == nil)
    }

    @Test("tax rate: a percentage, as a number or as text")
    func taxRate() throws {
        #expect(try Read.line(with: #""amount": {"tax_rate": 8.5}"#).amount?.taxRate == decimal("8.5"))
        #expect(try Read.line(with: #""amount": {"tax_rate": "8.5"}"#).amount?.taxRate == decimal("8.5"))
    }

    @Test(
        "integers: numbers and text are accepted, whatever is no whole number is absent",
        arguments: [
            ("2", 2), (#""2""#, 2), (#"" 2 ""#, 2), ("2.0", 2), (#""2.00""#, 2), ("2e0", 2), ("2.5", nil),
            (#""two""#, nil), ("-1", nil), ("2147483647", 2_147_483_647), ("2147483648", nil), ("null", nil),
            ("true", nil), ("[2]", nil), ("99999999999999999999999999", nil), ("1e400", nil), ("0", 0), ("-0", 0),
        ] as [(String, Int?)])
    func integers(text: String, value: Int?) throws {
        #expect(try Read.line(with: #""quantity": \#(text)"#).quantity == value)
    }

    @Test(
        "a line without usable line_number is dropped; it has no key",
        arguments: ["null", #""x""#, "-1", "2147483648", "1.5", "[]"])
    func lineNumber(text: String) throws {
        let order = try Read.order(with: #""lines": [{"line_number": \#(text), "id": "a"}, {"id": "b"}, 7, null]"#)
        #expect(order.lines.isEmpty)
    }

    @Test("datetime: T or a blank, with or without offset")
    func datetime() throws {
        #expect(
            try Read.shipment(with: #""shipment_date": "2026-05-04 09:30:00-07:00""#).shipmentDate
                == moment("2026-05-04T09:30:00-07:00"))
        #expect(
            try Read.shipment(with: #""shipment_date": "2026-05-04T09:30:00""#).shipmentDate?.rfc3339
                == "2026-05-04T09:30:00Z")
        #expect(try Read.shipment(with: #""shipment_date": 20260504"#).shipmentDate == nil)
    }

    @Test("date: a day or a full datetime")
    func date() throws {
        #expect(try Read.refund(with: #""credit_note_date": "2026-02-19""#).creditNoteDate?.dayUTC == "2026-02-19")
        #expect(
            try Read.refund(with: #""credit_note_date": "2026-02-19T23:30:00-02:00""#).creditNoteDate?.dayUTC
                == "2026-02-20")
    }

    @Test("required means neither present nor non-null")
    func required() throws {
        let order = try Read.order(with: #""store": null, "vat_country": null, "status": null, "customer": null"#)
        #expect(order.store == nil)
        #expect(order.status == nil)
        #expect(order.customer == nil)
        #expect(try Read.order(with: #""x": 1"#) == OrderSnapshot(id: "O1"))
    }

    @Test("empty text is absent", arguments: ["", " ", "\\t\\n", "\u{A0}", "\u{3000}", "\u{FEFF}"])
    func emptyText(blank: String) throws {
        #expect(try Read.shipment(with: #""shipment_id": "\#(blank)""#).shipmentID == nil)
        #expect(try Read.shipment(with: #""packages": [{"id": "\#(blank)"}]"#).packages.first?.id == nil)
        #expect(try Read.shipment(with: #""items": [{"item_type": "\#(blank)"}]"#).items.first?.itemType == nil)
        #expect(try Read.order(with: #""addresses": [{"reference": "\#(blank)"}]"#).addresses.first?.reference == nil)
    }

    @Test("an empty object arrives as an empty array")
    func emptyObject() throws {
        #expect(try Read.shipment(with: #""packages": [{"details": []}]"#).packages.first?.details == nil)
        #expect(try Read.shipment(with: #""address": []"#).address == nil)
        #expect(try Read.line(with: #""amount": [], "promotions_info": []"#).amount == nil)
        #expect(try Read.returned(with: #""status": []"#).statusCode == nil)
    }

    @Test("booleans in attributes are text, or become text")
    func attributeBooleans() throws {
        let line = try Read.line(
            with: #""custom_attributes": [{"name": "a", "value": "true"}, {"name": "b", "value": false}]"#)
        #expect(line.customAttributes.map(\.value) == ["true", "false"])
    }

    @Test("custom attributes: a list, one object, or a map; keyed by name")
    func customAttributes() throws {
        func attributes(_ json: String) throws -> [String] {
            try Read.order(with: #""custom_attributes": \#(json)"#).customAttributes.map { "\($0.name)=\($0.value)" }
        }
        #expect(try attributes(#"[{"attribute_code": "c", "name": "n", "value": ""}]"#) == ["n="])
        #expect(try attributes(#"[{"attribute_code": "c", "value": 5}]"#) == ["c=5"])
        #expect(try attributes(#"{"name": "n", "value": " v "}"#) == ["n=v"])
        #expect(
            try attributes(#"{"gift": "yes", "n": 2, "flag": true, "none": null, "deep": {}}"#) == [
                "gift=yes", "n=2", "flag=true", "none=",
            ])
        #expect(try attributes(#"[{"value": "nameless"}, 5, null, {"name": "n"}]"#) == ["n="])
        #expect(try attributes("[]") == [])
        #expect(try attributes("null") == [])
        #expect(try attributes(#""text""#) == [])
    }

    @Test("the misspelt shimpent_id is read where shipment_id is missing or blank")
    func misspeltKey() throws {
        #expect(try Read.shipment(with: #""shimpent_id": "S1""#).shipmentID == "S1")
        #expect(try Read.shipment(with: #""shimpent_id": "S1", "shipment_id": """#).shipmentID == "S1")
        #expect(try Read.shipment(with: #""shipment_id": "S2", "shimpent_id": "S1""#).shipmentID == "S2")
    }

    @Test("padding is trimmed")
    func padding() throws {
        #expect(
            try Read.shipment(with: #""packages": {"carrier": "\tNorth Post \n"}"#).packages[0].carrier == "North Post")
        #expect(try Read.order(with: #""store": " S ""#).store == "S")
    }

    @Test("letter case and punctuation of codes do not matter, the raw text stays")
    func codes() throws {
        for text in ["ONHOLD", "ON_HOLD", "On Hold", "on-hold"] {
            let status = try Read.order(with: #""status": "\#(text)""#).status
            #expect(status?.normalized == "ONHOLD")
            #expect(status?.raw == text)
        }
        #expect(Code("straße").normalized == "STRASSE")
        #expect(try Read.order(with: #""status": "Straße 1""#).status == Code("Straße 1"))
    }

    @Test("a single object where an array is due is an array of one; an empty one is an empty array")
    func singleObject() throws {
        let order = try Read.order(with: #""lines": {"line_number": 1}, "addresses": {}, "payments": {"reference": 5}"#)
        #expect(order.lines.count == 1)
        #expect(order.addresses.isEmpty)
        #expect(order.payments.first?.reference == "5")
        #expect(try Read.shipment(with: #""packages": {"items": 4}"#).packages[0].items == [4])
        #expect(try Read.shipment(with: #""packages": {"items": {"a": 4}}"#).packages[0].items == [])
    }

    @Test("numbers stand in for text and keep their digits")
    func numbersAsText() throws {
        #expect(try Read.order(with: #""store": 17, "language": 1.50"#).store == "17")
        #expect(try Read.order(with: #""language": 1.50"#).language == "1.50")
        #expect(try Read.order(with: #""store": true"#).store == nil)
    }

    @Test("NUL and lonely surrogates become U+FFFD; pairs are decoded")
    func unusableText() throws {
        #expect(try Read.order(with: #""store": "a\u0000b""#).store == "a\u{FFFD}b")
        #expect(try Read.order(with: #""store": "\ud83d""#).store == "\u{FFFD}")
        #expect(try Read.order(with: #""store": "\ude00x""#).store == "\u{FFFD}x")
        #expect(try Read.order(with: #""store": "\ud83d\ud83d\ude00""#).store == "\u{FFFD}😀")
        #expect(try Read.order(with: #""store": "\ud83dA""#).store == "\u{FFFD}A")
        #expect(try Read.order(with: #""store": "\u00e9\t\"\\\/\b\f\n\r\u20aC.""#).store == "é\t\"\\/\u{8}\u{C}\n\r€.")
    }

    @Test("long ids are kept")
    func longID() throws {
        let id = String(repeating: "é", count: 5_000)
        #expect(try Read.envelope("x.y", params: #"{"order_id": "\#(id)"}"#).orderID == id)
    }

    @Test("of members with one name the last counts, also when an escape hides the name")
    func duplicateKeys() throws {
        #expect(try Read.order(with: #""store": "a", "store": "b""#).store == "b")
        #expect(try Read.order(with: #""store": "a", "\u0073tore": "c""#).store == "c")
        #expect(try Read.order(with: #""store": "a", "store": null"#).store == nil)
        #expect(try Read.order(with: #""Store": "a""#).store == nil)
    }

    @Test("an order's status may be an object; plain members win over its parts")
    func orderStatusObject() throws {
        let object = #"{"code": "A_B", "name": "Logistics Complete", "reason_code": "R", "date": "2026-01-02"}"#
        let order = try Read.order(with: #""status": \#(object)"#)
        #expect(order.status?.normalized == "AB")
        #expect(order.statusName?.normalized == "LOGISTICSCOMPLETE")
        #expect(order.statusReason == Code("R"))
        #expect(order.statusDate?.dayUTC == "2026-01-02")
        let both = try Read.order(
            with: #""status_reason": "X", "status_date": "2026-01-03", "status": \#(object)"#)
        #expect(both.statusReason == Code("X"))
        #expect(both.statusDate?.dayUTC == "2026-01-03")
        let line = try Read.line(with: #""status": \#(object)"#)
        #expect(line.status?.normalized == "AB")
        #expect(line.statusReason == Code("R"))
    }

    @Test("a return's or refund's status may be text")
    func statusText() throws {
        #expect(try Read.returned(with: #""status": " Requested ""#).statusCode?.normalized == "REQUESTED")
        #expect(try Read.refund(with: #""status": "Pending Release""#).statusCode?.normalized == "PENDINGRELEASE")
        #expect(try Read.refund(with: #""status": 5"#).statusCode == Code("5"))
        #expect(try Read.refund(with: #""status": {"name": "x"}"#).statusCode == nil)
    }

    @Test("unknown members at any depth are passed over")
    func unknownMembers() throws {
        let order = try Read.order(with: #""x": {"y": [1, {"z": 2}]}, "lines": [{"line_number": 1, "new": {"a": []}}]"#)
        #expect(order.lines == [OrderLine(lineNumber: 1)])
    }
}
