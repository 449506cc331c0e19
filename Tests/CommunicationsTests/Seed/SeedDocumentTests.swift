import Communications
import OMSMessages
import OrderModel
import Testing

/// The seed document, section by section, as its reader knows it. The fine print is tested rule by rule elsewhere.
@Suite("Seed document")
struct SeedDocumentTests {
    @Suite("Order Confirmation")
    struct OrderConfirmation {
        @Test("The customer gets an e-mail when a purchase is done, for which the OMS sends created")
        func purchaseIsDone() throws {
            var policy = ChannelPolicy()
            policy.orderConfirmationOwner = .service
            policy.remorse = RemorsePolicy(length: 1800)
            let told = try givenNothing(policy: policy).when(.created()).then(.pending(.orderConfirmation))
                .told(.orderConfirmation)
            #expect(try told.fact("lines").elements.count == 2)
            #expect(try told.fact("lines").elements.first?.bool("is_backorder") == false)
            #expect(try told.fact("remorse_until").timestamp == Timestamp(feb(1, "10:30")))
        }

        @Test("It is recommended to send it from the frontend: the default")
        func fromTheFrontend() throws {
            try givenNothing().when(.created()).then(.delegated(.orderConfirmation))
        }
    }

    @Suite("Shipment Confirmation")
    struct ShipmentConfirmation {
        @Test("Once the shipment is delivered to the carrier, the customer gets all that is relevant")
        func deliveredToTheCarrier() throws {
            var policy = ChannelPolicy()
            policy.shop.shipmentLink = "https://shop.example/{shipment}"
            let told = try given(.created(), policy: policy).when(.shipment()).then(.pending(.shipmentConfirmation))
                .told(.shipmentConfirmation)
            let package = try #require(try told.fact("packages").elements.first)
            #expect(package.string("tracking_number") == "NP774")
            #expect(package.string("carrier") == "Nordpost")
            #expect(told.subject.lines == [1, 2])
            #expect(try told.fact("address").string("address1") == "Kranstieg 3")
            #expect(try told.fact("shipment_link").string == "https://shop.example/SR-1")
        }
    }

    @Suite("Payment Exceptions")
    struct PaymentExceptions {
        @Test("Fails the auth validation: ERROR, VALIDATE_AUTH_FAIL: customer service is told, the customer is not")
        func failsTheAuthValidation() throws {
            try given(.created()).when(.updated("ERROR", reason: "VALIDATE_AUTH_FAIL"))
                .then(.pending(.paymentAuthorizationFailed))
        }

        @Test("Fails the capture: ERROR, CAPTUREFAILURE: customer service is told, the customer is not")
        func failsTheCapture() throws {
            try given(.created()).when(.updated("ERROR", reason: "CAPTUREFAILURE")).then(
                .pending(.paymentCaptureFailed))
        }
    }

    @Suite("Order Cancellation")
    struct OrderCancellation {
        @Test("Status Logistic Complete and status.code CANCELLED")
        func twoConditions() throws {
            let both: WireJSON = ["status": ["name": "Logistic Complete", "code": "CANCELLED"]]
            try given(.created()).when(.updated(nil, and: both)).then(.pending(.orderCancellation))
        }

        @Test("An order has to fulfil both")
        func one() throws {
            try given(.created()).when(.updated("CANCELLED")).then()
            try given(.created()).when(.updated("Logistic Complete")).then()
        }
    }

    @Suite("Return authorized by Customer Service")
    struct ReturnAuthorized {
        @Test(
            "return_management.updated with status.code REQUESTED authorises it, with the instructions to send the goods"
        )
        func requested() throws {
            let told = try given(.created()).when(.returnUpdated("REQUESTED")).then(.pending(.returnAuthorized))
                .told(.returnAuthorized)
            #expect(told.subject.returnID == "RMA-1")
            #expect(try told.fact("label_link").string != nil)
        }
    }

    @Suite("Return received by the warehouse")
    struct ReturnReceived {
        @Test("return_management.received with status.code APPROVED")
        func approved() throws {
            try given(.created(), .returnUpdated("REQUESTED")).when(
                .returnReceived(and: ["status": ["code": "APPROVED"]])
            )
            .then(.pending(.returnReceived))
        }

        @Test("The customer did not send all items")
        func notAllItems() throws {
            let told = try given(.created(), .returnUpdated("REQUESTED", lines: [1, 2])).when(
                .returnReceived(lines: [1])
            )
            .told(.returnReceived)
            #expect(try told.fact("missing").elements.map { $0.int("line_number") } == [2])
        }

        @Test("Items arrive in poor condition")
        func poorCondition() throws {
            let told = try given(.created(), .returnUpdated("REQUESTED")).when(.returnReceived(condition: "DAMAGED"))
                .told(.returnReceived)
            #expect(try told.fact("lines").elements.first?.string("outcome") == "poor_condition")
        }
    }

    @Suite("Refund triggered for customer")
    struct RefundTriggered {
        @Test("refund_management.updated with PENDING RELEASE, and how many days it takes for the method of payment")
        func pendingRelease() throws {
            var policy = ChannelPolicy()
            policy.refundDays = ["CREDITCARD": 4]
            let told = try given(.created(), policy: policy).when(.refund("PENDING RELEASE", type: "Appeasement"))
                .then(.pending(.refundTriggered)).told(.refundTriggered)
            #expect(try told.fact("refund_days").int == 4)
        }

        @Test("Cancellation: two lines captured before logistics, the warehouse cancels one of them")
        func cancellation() throws {
            let outOfStock = Wire.updated("LOGISTICS", lines: [Line(1, "CANCELLED"), Line(2, "ALLOCATEDSHIP")])
            let told = try given(.created(), outOfStock).when(.refund("PENDING RELEASE")).told(.refundTriggered)
            #expect(told.refundType == .cancellation)
        }

        @Test("Return: the message contains the id of the return that generated it")
        func ofAReturn() throws {
            let told = try given(.created(), .returnUpdated("REQUESTED"), .returnReceived())
                .when(.refund("PENDING RELEASE", type: "Return", rma: "RMA-1")).told(.refundTriggered)
            #expect(told.refundType == .return)
            #expect(told.subject.returnID == "RMA-1")
        }

        @Test("Appeasement: a part of the shipping cost is returned")
        func appeasement() throws {
            let told = try given(.created()).when(.refund("PENDING RELEASE", type: "Appeasement", lines: [3: "2.50"]))
                .told(.refundTriggered)
            #expect(told.refundType == .appeasement)
            #expect(told.subject == Subject(refundID: "CN-1", lines: [3]))
            #expect(try told.fact("amount").string == "2.50")
        }
    }
}
