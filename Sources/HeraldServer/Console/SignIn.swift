internal import Console
internal import HTTPTypes

/// Signing in with a token, and out.
struct SignIn: Sendable {
    let door: ConsoleDoor

    var routes: [Route] {
        [
            Route(
                .get, "/sign-in", .open, operation: "showSignIn", "Where a token is given once.",
                answer: (200, PageWriter.contentType, "The page."), handle: guarded(show)
            ).with {
                $0.isPage = true
                $0.parameters = [.query("to", .text, "The path to go to afterwards.")]
            },
            Route(
                .post, "/sign-in", .open, operation: "signIn", "Starts a session.",
                answer: (303, PageWriter.contentType, "Signed in."), handle: guarded(enter)
            ).with {
                $0.isPage = true
                $0.bodyType = "application/x-www-form-urlencoded"
            },
            Route(
                .post, "/sign-out", .open, operation: "signOut", "Ends the session.",
                answer: (303, PageWriter.contentType, "Signed out."), handle: guarded(leave)
            ).with {
                $0.isPage = true
                $0.bodyType = "application/x-www-form-urlencoded"
            },
        ]
    }

    private func show(_ call: Call) async throws -> Answer {
        let visit = try await door.visit(call)
        let to = LocalPath.checked(call.text("to") ?? "/")
        if visit.caller != nil { return door.writer.redirect(to: to) }
        return door.writer.answer(SignInPage(formToken: visit.formToken, to: to), visit)
    }

    private func enter(_ call: Call) async throws -> Answer {
        let form = try await door.read(call, ["token", "to"])
        let visit = try await door.visit(call)
        try door.check(form, visit)
        let to = LocalPath.checked(form.text("to") ?? "/")
        func refuse(_ problem: String) -> Answer {
            door.writer.answer(
                SignInPage(formToken: visit.formToken, to: to, problem: problem), visit, status: .unauthorized)
        }
        guard let token = form.text("token"), let caller = door.sessions.directory.caller(token[...]) else {
            return refuse("The token is not known here, or has been revoked. Check that all of it was pasted.")
        }
        guard caller.role?.allows(.viewer) == true else {
            return refuse(
                "This token may only append messages. The console needs one of role viewer, agent or operator.")
        }
        // A new text, never the one from before: whoever planted that one does not get in with it.
        let session = try await door.sessions.start(token: token)
        return door.writer.redirect(
            to: to, cookie: door.writer.cookie(session, lifetime: door.sessions.lifetime.components.seconds))
    }

    private func leave(_ call: Call) async throws -> Answer {
        let form = try await door.read(call, [])
        let visit = try await door.visit(call)
        try door.check(form, visit)
        try await door.sessions.end(visit.secret)
        return door.writer.redirect(to: "/sign-in", cookie: door.writer.cookie("", lifetime: 0))
    }

    /// Errors become pages here too, but nobody has to be known.
    private func guarded(
        _ handle: @escaping @Sendable (Call) async throws -> Answer
    ) -> @Sendable (Call) async throws -> Answer {
        { [door] call in
            do {
                return try await handle(call)
            } catch {
                let problem = Problem(error, retryAfter: door.retryAfter)
                if problem.kind == .internalError { throw error }
                return door.writer.answer(problem, request: call.requestID)
            }
        }
    }
}
