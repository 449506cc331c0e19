import InternetAddresses
import Testing

@testable import Delivery

@Suite("What other systems answer") struct RemoteTextTests {
    @Test(
        "is recorded without the recipient, however a server repeats it",
        arguments: [
            ("550 5.1.1 <mirela.quay@mail.example>: user unknown", "550 5.1.1 … user unknown"),
            ("550 <mirela.quay>: Recipient address rejected", "550 … Recipient address rejected"),
            ("550 user Mirela.Quay, no mailbox", "550 user … no mailbox"),
            ("550 mirela.quays is another", "550 mirela.quays is another"),
            ("call +49 (421) 5550143", "call +49 (421) …"), ("two\r\nlines", "two lines"),
        ])
    func clean(_ example: (answer: String, recorded: String)) {
        let recipient = EmailAddress("mirela.quay@mail.example")
        #expect(RemoteText.clean(example.answer, hiding: recipient) == example.recorded)
    }

    @Test("is no longer than a line of 200 characters")
    func length() {
        #expect(RemoteText.clean(String(repeating: "x", count: 500)).count == 200)
    }
}
