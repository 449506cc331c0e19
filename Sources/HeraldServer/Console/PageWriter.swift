internal import Console
internal import HTTPTypes

/// Answers pages, with the headers that they all have.
struct PageWriter: Sendable {
    let version: String
    let cookieName: String
    let isSecure: Bool

    init(_ settings: ServerSettings) {
        version = settings.version
        isSecure = settings.hasSecureCookies
        // With this prefix browsers insist on `Secure`, and on no other host having set it.
        cookieName = (settings.hasSecureCookies ? "__Host-" : "") + "herald_session"
    }

    static let contentType = "text/html; charset=utf-8"
    /// Only what this server serves runs, styles and is framed; nothing stands in the page itself.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"

    /// - Parameters:
    ///   - visit: nil where it is not known who asks: the page then has no navigation.
    ///   - search: what stands in the search box.
    func answer(
        _ page: some ConsolePage, _ visit: Visit?, status: HTTPResponse.Status = .ok, search: String = "",
        notice: Notice? = nil
    ) -> Answer {
        let person = visit.flatMap { visit in
            visit.caller.map { caller in
                Person(
                    name: caller.name, role: visit.isSignedIn ? caller.role?.rawValue : nil,
                    canSignOut: visit.isSignedIn)
            }
        }
        let shell = Shell(
            person: person, formToken: visit?.formToken ?? "", search: search, notice: notice, version: version)
        let html = page.html(in: shell)
        var answer = Answer(
            status, contentType: Self.contentType,
            body: visit?.caller.map { $0.disclosure.disclosed(page: html) } ?? html)
        answer.headers = [
            (.contentSecurityPolicy, Self.contentSecurityPolicy),
            // With `no-referrer` browsers hide the origin of forms, by which other sites' are told from ours.
            (.referrerPolicy, "same-origin"),
        ]
        if let visit, visit.isNew { answer.headers.append((.setCookie, cookie(visit.secret))) }
        return answer
    }

    /// The page of an error.
    func answer(_ problem: Problem, _ visit: Visit? = nil, request: String) -> Answer {
        var answer = answer(
            ErrorPage(
                status: problem.kind.status.code, heading: problem.kind.heading, detail: problem.detail.sentence,
                advice: problem.kind.advice, request: request),
            visit, status: problem.kind.status)
        answer.headers += problem.headers.filter { $0.0 != .wwwAuthenticate }
        answer.closesConnection = problem.closesConnection
        return answer
    }

    /// Sends the browser to another page, by GET.
    func redirect(to path: String, cookie: String? = nil) -> Answer {
        var answer = Answer(.seeOther)
        answer.headers = [(.location, path), (.referrerPolicy, "same-origin")]
        if let cookie { answer.headers.append((.setCookie, cookie)) }
        return answer
    }

    /// A cookie for this server alone, which no script reads and no other site's form or script sends along. A link from
    /// elsewhere does, so that it leads to the page and not to signing in; forms have a token besides.
    /// - Parameter lifetime: in seconds; nil: until the browser is closed; 0 removes it.
    func cookie(_ text: String, lifetime: Int64? = nil) -> String {
        "\(cookieName)=\(text); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
            + (lifetime.map { "; Max-Age=\($0)" } ?? "")
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}

extension Problem.Kind {
    /// The heading of its page.
    fileprivate var heading: String {
        switch self {
        case .notFound: "Not found"
        case .forbidden, .unauthorized: "Not allowed"
        case .unavailable: "Not available at the moment"
        default: title
        }
    }

    /// What a person does about it.
    fileprivate var advice: String {
        switch self {
        case .invalidParameter, .invalidBody, .bodyTooLarge, .methodNotAllowed:
            "Go back, correct the entry or the address, and try again."
        case .unauthorized: "Sign in again."
        case .forbidden: "Sign in with a token of a role that may, or ask whoever runs herald for one."
        case .notFound:
            "Check the address, or look for it with the search box: by order, return, credit note or e-mail."
        case .conflict, .refused, .keyReused, .gone: "Load the page again to see how things stand now."
        case .unavailable: "Load the page again in a moment. If it stays away, '/readyz' says what is missing."
        case .internalError: "Try again; if it stays, give whoever runs herald the request's id below."
        }
    }
}

extension String {
    /// As a sentence of its own.
    var sentence: String {
        let text = prefix(1).uppercased() + dropFirst()
        return text.last.map { ".!?".contains($0) } == true ? text : text + "."
    }
}
