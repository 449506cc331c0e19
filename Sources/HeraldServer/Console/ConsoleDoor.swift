internal import Console
internal import HTTPTypes
internal import HummingbirdCore

/// Lets visitors in to the console's pages, and answers them with a page whatever happens.
///
/// On a server without tokens its own machine is let in, as with the API; else nobody sees anything before signing in.
struct ConsoleDoor: Sendable {
    let gatekeeper: Gatekeeper
    let sessions: ConsoleSessions
    let writer: PageWriter
    let bodies: BodyReader
    let retryAfter: Int

    /// A page.
    /// - Parameters:
    ///   - operation: names the route.
    ///   - show: makes the answer; what it throws becomes a page too.
    func page(
        _ path: String, needing role: Role = .viewer, operation: String, _ summary: String,
        parameters: [Parameter] = [], _ show: @escaping @Sendable (Call, Visit) async throws -> Answer
    ) -> Route {
        Route(
            .get, path, .open, operation: operation, summary, answer: (200, PageWriter.contentType, "The page.")
        ) { call in
            try await answer(call, needing: role) { visit in try await show(call, visit) }
        }.with {
            $0.isPage = true
            $0.parameters = parameters
        }
    }

    /// What a form asks for.
    /// - Parameters:
    ///   - fields: the names of the form's fields; each form has the one of its token besides.
    ///   - act: acts; it should redirect, so that loading again repeats nothing.
    func form(
        _ path: String, needing role: Role = .agent, operation: String, _ summary: String, fields: [String],
        parameters: [Parameter] = [],
        _ act: @escaping @Sendable (Call, Visit, FormFields) async throws -> Answer
    ) -> Route {
        Route(
            .post, path, .open, operation: operation, summary, answer: (303, PageWriter.contentType, "Done.")
        ) { call in
            let form = try await read(call, fields)
            return try await answer(call, needing: role) { visit in
                try check(form, visit)
                return try await act(call, visit, form)
            }
        }.with {
            $0.isPage = true
            $0.parameters = parameters
            $0.bodyType = "application/x-www-form-urlencoded"
        }
    }

    /// Reads a form, and says which session it belongs to only afterwards: `check` does that.
    func read(_ call: Call, _ fields: [String]) async throws -> FormFields {
        let body = try await bodies.withBody(of: call.request, on: call.channel, limit: FormFields.maximumBytes) { $0 }
        return try FormFields(body, names: fields)
    }

    func check(_ form: FormFields, _ visit: Visit) throws(Problem) {
        guard visit.admits(formToken: form.text(FormFields.token) ?? "") else {
            throw Problem(
                .forbidden,
                "the form does not belong to this browser's session, which may have ended; nothing was done. Go back, load "
                    + "the page again and send the form anew")
        }
    }

    /// Who visits, if the server lets them do what needs a role; sends to the sign-in page whoever has not signed in.
    private func answer(
        _ call: Call, needing role: Role, _ body: (Visit) async throws -> Answer
    ) async throws -> Answer {
        var known: Visit?
        do {
            let visit = try await self.visit(call)
            known = visit
            guard let caller = visit.caller else { return writer.redirect(to: Self.signInPath(call)) }
            guard caller.role?.allows(role) == true else {
                throw Problem(.forbidden, "this needs a token of role '\(role.rawValue)'; yours has another role")
            }
            return try await body(visit)
        } catch {
            let problem = Problem(error, retryAfter: retryAfter)
            // Those of the connection, and what the log should tell of, are the request handler's business.
            if problem.kind == .internalError { throw error }
            return writer.answer(problem, known, request: call.requestID)
        }
    }

    /// Who visits.
    func visit(_ call: Call) async throws -> Visit {
        let cookie = Visit.cookie(writer.cookieName, in: call.request.headers)
            .flatMap { (text: Substring) in ConsoleSessions.isText(text) ? String(text) : nil }
        let secret = cookie ?? ConsoleSessions.randomText()
        if let caller = try gatekeeper.callerWithoutToken(
            call.request.headers, host: call.request.head.authority, peer: call.peer)
        {
            return Visit(caller: caller, isSignedIn: false, secret: secret, isNew: cookie == nil)
        }
        var caller: Caller?
        if let cookie { caller = try await sessions.caller(cookie) }
        return Visit(caller: caller, isSignedIn: caller != nil, secret: secret, isNew: cookie == nil)
    }

    /// Back to this page afterwards, where it can be asked for again.
    private static func signInPath(_ call: Call) -> String {
        let target = call.request.head.path ?? "/"
        guard call.request.method == .get, target != "/" else { return "/sign-in" }
        return "/sign-in?to=" + LocalPath.encoded(LocalPath.checked(target))
    }
}
