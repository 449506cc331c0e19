/// 3 `payment_authorization_failed`, for customer service alone.
enum PaymentAuthorizationFailedText {
    static func letter(_ text: LetterContext) -> Letter {
        PaymentExceptionText.letter(
            text, title: "Payment authorisation failed",
            what: "The payment of order \(text.orderID) could not be authorised. The order stands still.",
            nextStep:
                "Check the payment with the gateway. Then have the authorisation tried again, agree another way of "
                + "paying with the customer, or cancel the order.")
    }
}
