extension Lifecycle {
    /// Orders whose payment makes trouble.
    static let paymentRows: [Row] = [
        Row(
            .authorizationFailedRecovered, weight: 8, "The authorization fails, is repeated, and the order ships.",
            expects: [.confirmation, .authorizationFailed(), .shipments()]
        ) {
            $0.created()
            $0.fails("VALIDATE_AUTH_FAIL")
            $0.recovers()
        },
        Row(
            .captureFailedRecovered, weight: 8, "The capture fails, is repeated, and the order ships.",
            expects: [.confirmation, .captureFailed(), .shipments()]
        ) {
            $0.created()
            $0.fails("CAPTUREFAILURE")
            $0.recovers()
        },
        Row(
            .repeatedErrorSnapshots, "One failed capture, repeated by every snapshot until it is mended.",
            expects: [.confirmation, .captureFailed(), .shipments()]
        ) {
            $0.created()
            $0.fails("CAPTUREFAILURE")
            for _ in 0..<3 {
                $0.wait(minutes: 5...50)
                $0.again()
            }
            $0.recovers()
        },
        Row(
            .twoErrorRuns, "The authorization fails, recovers, and fails again: two occurrences.",
            expects: [.confirmation, .authorizationFailed(2), .shipments()]
        ) {
            $0.created()
            $0.fails("VALIDATE_AUTH_FAIL")
            $0.wait(hours: 1...3)
            $0.updated("AUTHORIZED", nil)
            $0.fails("VALIDATE_AUTH_FAIL")
            $0.recovers()
        },
        Row(
            .authorizationThenCaptureFailed, "First the authorization fails, then the capture, without a pause.",
            expects: [.confirmation, .authorizationFailed(), .captureFailed(), .shipments()]
        ) {
            $0.created()
            $0.fails("VALIDATE_AUTH_FAIL")
            $0.fails("CAPTUREFAILURE")
            $0.recovers()
        },
        Row(
            .otherErrorReasons, weight: 6, "Errors that nobody asked to be told about.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.created()
            $0.fails($0.random.pick(["PAYMENTFAIL", "LOGISTICSFAIL", "IMPORTFAIL"]))
            $0.fails("MAX_AUTH_RETRY_ACHIEVED")
            $0.recovers()
        },
        Row(
            .errorNeverRecovered, "The capture fails and nothing follows.",
            expects: [.confirmation, .captureFailed()]
        ) {
            $0.placed()
            $0.fails("CAPTUREFAILURE")
        },
        Row(
            .staleErrorSnapshot, "The failed authorization is told only after it was mended.",
            expects: [.confirmation, .authorizationFailed(1, "suppressed:superseded"), .shipments()]
        ) {
            $0.created()
            $0.late(by: 9 * Moment.hour) { $0.fails("VALIDATE_AUTH_FAIL") }
            $0.recovers()
        },
    ]
}

extension Story {
    /// The order falls into `ERROR`.
    mutating func fails(_ reason: String) {
        wait(minutes: 3...20)
        if reason == "CAPTUREFAILURE" {
            order.linePayment = SampleOrder.LinePayment(status: "CAPTURE_REQUESTED", at: clock - 20 * Moment.second)
        }
        updated("ERROR", reason)
    }

    /// The error is mended and the order goes its usual way.
    mutating func recovers() {
        wait(hours: 1...6)
        updated("APPROVED", "SYSAPPROVED")
        wait(minutes: 1...9)
        toLogistics()
        ship(order.goods)
        completed()
    }
}
