/// Where a token is given once.
public struct SignInPage: ConsolePage {
    public static let template = "sign_in"
    public var title: String { "Sign in" }

    public var formToken: String
    /// Where to go afterwards: a local path.
    public var to: String
    /// Why it did not work before.
    public var problem: String?

    public init(formToken: String, to: String, problem: String? = nil) {
        self.formToken = formToken
        self.to = to
        self.problem = problem
    }
}
