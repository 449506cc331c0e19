internal import HTTPTypes

/// Who looks at the console, by the cookie of their browser.
struct Visit: Sendable {
    /// Who it is; nil before signing in.
    let caller: Caller?
    /// Whether they came in with a token.
    let isSignedIn: Bool
    /// The cookie's text: the session, or before signing in a random one that forms are tied to.
    let secret: String
    /// Whether the browser has yet to be given the cookie.
    let isNew: Bool

    /// How much they may see.
    var disclosure: Disclosure { Disclosure(caller?.role) }

    /// What every form of this browser carries, and no page of another site can know.
    var formToken: String { Hexadecimal.text(TokenText.hash("form of " + secret)) }

    /// Whether a form comes from a page that this browser was given. Takes the same time whatever is wrong.
    func admits(formToken token: String) -> Bool {
        TokenText.isEqual(Array(token.utf8), Array(formToken.utf8)) && !isNew
    }

    /// The value of a cookie in a request.
    static func cookie(_ name: String, in headers: HTTPFields) -> Substring? {
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { return parts[1] }
            }
        }
        return nil
    }
}
