/// 4 `payment_capture_failed`, for customer service alone.
enum PaymentCaptureFailedText {
    static func letter(_ text: LetterContext) -> Letter {
        PaymentExceptionText.letter(
            text, title: "Payment capture failed",
            what: "The payment of order \(text.orderID) was authorised, but the money could not be captured.",
            nextStep: "Check whether the authorisation has run out and whether goods have left already. Then have the "
                + "capture tried again, agree another way of paying with the customer, or stop the shipment.")
    }
}
