import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 3: payment exceptions")
struct PaymentExceptionTests {
    @Test(
        "ERROR with VALIDATEAUTHFAIL tells customer service of a failed authorisation",
        arguments: ["VALIDATE_AUTH_FAIL", "VALIDATEAUTHFAIL", "Validate auth fail"])
    func authorizationFailed(reason: String) throws {
        try given(.created()).when(.updated("ERROR", reason: reason))
            .then(
                transitions: [.errorRunBegan(reason: "VALIDATEAUTHFAIL", runs: 1, isStale: false)],
                .pending(.paymentAuthorizationFailed))
    }

    @Test(
        "ERROR with CAPTUREFAILURE tells customer service of a failed capture",
        arguments: ["CAPTUREFAILURE", "capture_failure"])
    func captureFailed(reason: String) throws {
        try given(.created()).when(.updated("error", reason: reason)).then(.pending(.paymentCaptureFailed))
    }

    @Test("Any other error is nobody's business, and so is the reason under another status")
    func otherErrors() throws {
        try given(.created()).when(.updated("ERROR", reason: "IMPORTFAIL")).then()
        try given(.created()).when(.updated("ONHOLD", reason: "CAPTUREFAILURE")).then(transitions: [])
        try given(.created()).when(.updated("ERROR")).then()
    }

    @Test("Further reasons can be configured for each kind, and count as one row of occurrences")
    func configuredReasons() throws {
        var policy = ChannelPolicy()
        policy.authorizationFailureReasons += ["MAXAUTHRETRYACHIEVED"]
        policy.captureFailureReasons += ["PAYMENTFAIL"]
        let scenario = try given(.created(), policy: policy)
            .when(.updated("ERROR", reason: "VALIDATE_AUTH_FAIL", at: feb(2))).then(
                .pending(.paymentAuthorizationFailed)
            )
            .when(.updated("ERROR", reason: "MAX_AUTH_RETRY_ACHIEVED", at: feb(3)))
            .then(.pending(.paymentAuthorizationFailed))
            .when(.updated("ERROR", reason: "PAYMENTFAIL", at: feb(4))).then(.pending(.paymentCaptureFailed))
        #expect(scenario.all(.paymentAuthorizationFailed).map(\.occurrence) == [1, 2])
    }

    @Test("Its key is order and occurrence; it is about no lines")
    func keyAndSubject() throws {
        let told = try given(.created()).when(.updated("ERROR", reason: "CAPTUREFAILURE"))
            .told(.customerService(.paymentCaptureFailed))
        #expect(told.key == #"["payment_capture_failed","NORTHQUAY","NQ-1",1]"#)
        #expect(told.subject == Subject())
        #expect(told.occurrence == 1)
    }

    // MARK: Occurrences

    @Test("Repeated snapshots of one error are one run")
    func repeatedSnapshots() throws {
        try given(.created()).when(.updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2)))
            .then(.pending(.paymentCaptureFailed))
            .when(.updated("ERROR", reason: "CAPTURE FAILURE", at: feb(3))).then(transitions: [])
            .when(.updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2))).then(transitions: [])
    }

    @Test("After the order left the error, the next one is the next occurrence")
    func secondRun() throws {
        let scenario = try given(.created(), .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2)))
            .when(.updated("LOGISTICS", at: feb(3))).then()
            .when(.updated("ERROR", reason: "CAPTUREFAILURE", at: feb(4))).then(.pending(.paymentCaptureFailed))
        #expect(scenario.all(.paymentCaptureFailed).map(\.occurrence) == [1, 2])
    }

    @Test("ERROR with another reason is another run, and interrupts the first")
    func otherReasonInterrupts() throws {
        let scenario = try given(.created(), .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2)))
            .when(.updated("ERROR", reason: "VALIDATE_AUTH_FAIL", at: feb(3))).then(
                .pending(.paymentAuthorizationFailed)
            )
            .when(.updated("ERROR", reason: "CAPTUREFAILURE", at: feb(4))).then(.pending(.paymentCaptureFailed))
        #expect(scenario.all(.paymentCaptureFailed).map(\.occurrence) == [1, 2])
        #expect(scenario.all(.paymentAuthorizationFailed).map(\.occurrence) == [1])
    }

    @Test("A late snapshot that splits a run gives one more occurrence, superseded")
    func lateSplit() throws {
        let scenario = try given(
            .created(), .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2)),
            .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(4))
        ).when(.updated("LOGISTICS", at: feb(3)))
            .then(
                transitions: [.errorRunBegan(reason: "CAPTUREFAILURE", runs: 2, isStale: true)],
                .suppressed(.paymentCaptureFailed, .superseded))
        #expect(scenario.all(.paymentCaptureFailed).map(\.occurrence) == [1, 2])
    }

    @Test("An error that was over before we heard of it is superseded")
    func staleError() throws {
        try given(.created(), .updated("LOGISTICS", at: feb(4)))
            .when(.updated("ERROR", reason: "VALIDATE_AUTH_FAIL", at: feb(2)))
            .then(.suppressed(.paymentAuthorizationFailed, .superseded))
    }

    @Test("An error that the first snapshot states counts")
    func firstSnapshotInError() throws {
        try givenNothing().when(.created("ERROR", reason: "VALIDATE_AUTH_FAIL"))
            .then(.delegated(.orderConfirmation), .pending(.paymentAuthorizationFailed))
    }

    // MARK: Audience

    @Test("It goes to customer service's addresses of configuration, and to nobody else")
    func addressedToCustomerService() throws {
        var policy = ChannelPolicy()
        policy.customerService = [CustomerServiceDesk(address: "desk@shop.example")]
        let told = try given(.created(), policy: policy).when(.updated("ERROR", reason: "CAPTUREFAILURE"))
            .told(.customerService(.paymentCaptureFailed))
        #expect(
            told.addressing
                == .customerService(.paymentCaptureFailed, [CustomerServiceDesk(address: "desk@shop.example")]))
        #expect(told.kind.audience == .customerService)
    }

    @Test("It carries reason, amount, currency, contact, order age, gateway references and a deep link")
    func facts() throws {
        var policy = ChannelPolicy()
        policy.shop.serviceLink = "https://herald.example/{channel}/{order}"
        let told = try given(.created(), policy: policy).when(.updated("ERROR", reason: "CAPTURE_FAILURE"))
            .told(.customerService(.paymentCaptureFailed))
        #expect(try told.fact("reason").string == "CAPTURE_FAILURE")
        #expect(try told.fact("amount").string == "86.85")
        #expect(try told.fact("currency").string == "EUR")
        #expect(try told.fact("customer_name").string == "Mirela Osterhaus")
        #expect(try told.fact("customer_email").string == "mirela@mail.example")
        #expect(try told.fact("customer_phone").string == "+49 421 5550143")
        #expect(try told.fact("ordered_at").timestamp == Timestamp(feb(1)))
        #expect(try told.fact("gateway_id").string == "NORTHPAY")
        #expect(try told.fact("transaction_id").string == "np_55")
        #expect(try told.fact("service_link").string == "https://herald.example/NORTHQUAY/NQ-1")
        #expect(try told.fact("occurrence").int == 1)
    }
}
