import HeraldServer
import HeraldTesting
import Postgres
import Testing

@Suite("Who may see the console", .database)
struct ConsoleAccessTests {
    private func token(_ role: Role) async throws -> String {
        try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: role).token
    }

    @Test("Without tokens this machine sees it at once; by another name, or from elsewhere's pages, nobody does")
    func open() async throws {
        try await RunningServer.with { server async throws in
            let page = try await server.get("/")
            #expect(page.status == 200)
            #expect(page.text.contains("herald 1.2.3"))
            let rebound = try await server.get("/", ["Host": "evil.example"])
            #expect(rebound.status == 403)
            #expect(rebound.headers["content-type"] == "text/html; charset=utf-8")
            #expect(!rebound.text.contains("<nav"))
        }
    }

    @Test("With tokens nobody sees more than the sign-in page before signing in")
    func closed() async throws {
        _ = try await token(.viewer)
        try await RunningServer.with { server async throws in
            for path in ["/", "/orders", "/orders?q=A"] {
                let page = try await server.get(path)
                #expect(page.status == 303, "\(path)")
                #expect(page.headers["location"]?.hasPrefix("/sign-in") == true)
                #expect(page.body.isEmpty)
            }
            let back = try await server.get("/orders?q=A%20B")
            #expect(back.headers["location"] == "/sign-in?to=%2Forders%3Fq%3DA%2520B")
            let page = try await server.get("/sign-in")
            #expect(page.status == 200)
            #expect(!page.text.contains("<nav"))
        }
    }

    @Test("A token opens a session, whose cookie only the browser holds; signing out ends it")
    func session() async throws {
        let token = try await token(.agent)
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            let before = try await browser.get("/sign-in").headers["set-cookie"]
            let entered = try await browser.signIn(token, to: "/orders?q=x")
            #expect(entered.status == 303)
            #expect(entered.headers["location"] == "/orders?q=x")
            let set = try #require(entered.headers["set-cookie"])
            #expect(set.hasPrefix("herald_session=") && set != before)
            #expect(set.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"))
            let page = try await browser.get("/")
            #expect(page.status == 200)
            #expect(page.text.contains("kim") && page.text.contains("agent") && page.text.contains("Sign out"))

            let session = try #require(browser.cookie?.split(separator: "=").last)
            let stored = try await server.pool.withConnection { connection in
                try connection.query(Statement(name: "", sql: "SELECT encode(hash, 'hex') FROM console_session"))
                    .map { try $0.string(0) }
            }
            #expect(stored.count == 1 && !stored.contains(String(session)))

            let kept = Browser(server, cookie: browser.cookie)
            #expect(try await browser.submit("/sign-out", from: "/").status == 303)
            #expect(try await browser.get("/").status == 303)
            #expect(try await kept.get("/").status == 303)
        }
    }

    @Test("A session ends with its time, and with its token")
    func ending() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (id, token) = try await tokens.create(name: "kim", role: .viewer)
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            #expect(try await browser.get("/").status == 200)
            try await server.pool.withConnection { connection in
                try connection.script("UPDATE console_session SET expires_at = now() - interval '1 second'")
            }
            #expect(try await browser.get("/").status == 303)
            _ = try await browser.signIn(token)
            #expect(try await browser.get("/").status == 200)
            // Whoever signs in removes what has run out.
            let left = try await server.pool.withConnection {
                try $0.query(Statement(name: "", sql: "SELECT count(*) FROM console_session"))[0].int(0)
            }
            #expect(left == 1)
            _ = try await tokens.revoke(id)
            while try await browser.get("/").status == 200 {}
            #expect(try await browser.get("/").status == 303)
        }
    }

    @Test("Where TLS stands in front, the cookie is for HTTPS alone")
    func secure() async throws {
        try await RunningServer.with {
            $0.hasSecureCookies = true
        } _: { server async throws in
            let set = try await server.get("/").headers["set-cookie"]
            #expect(set?.hasPrefix("__Host-herald_session=") == true)
            #expect(set?.hasSuffix("; Secure") == true)
        }
    }

    @Test("A wrong token, and one for messages alone, are refused in words")
    func refused() async throws {
        let ingest = try await token(.ingest)
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            for (token, words) in [("herald_0", "not known here"), ("", "not known here"), (ingest, "append messages")]
            {
                let answer = try await browser.signIn(token)
                #expect(answer.status == 401)
                #expect(answer.text.contains(words))
                #expect(answer.headers["www-authenticate"] == nil)
                #expect(try await browser.get("/").status == 303)
            }
        }
    }

    @Test(
        "After signing in, a browser is sent to this server alone",
        arguments: [
            ("/orders?q=a", "/orders?q=a"), ("https://evil.example/", "/"), ("//evil.example", "/"),
            ("/\\evil.example", "/"), ("/\t/evil.example", "/"), ("\\\\evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/a\r\nSet-Cookie: x=y", "/"), ("", "/"), ("orders", "/"),
            ("/" + String(repeating: "a", count: 3000), "/"),
        ])
    func redirects(to: String, place: String) async throws {
        let token = try await token(.viewer)
        try await RunningServer.with { server async throws in
            let answer = try await Browser(server).signIn(token, to: to)
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == place)
        }
    }

    @Test("A form is taken only with the token of this browser's session")
    func forgery() async throws {
        let token = try await token(.viewer)
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let mine = try #require(Browser.formToken(try await browser.get("/").text))
            let other = Browser(server)
            _ = try await other.signIn(token)
            let theirs = try #require(Browser.formToken(try await other.get("/").text))
            #expect(mine != theirs)
            for wrong in ["", theirs, String(mine.dropLast()), mine + "0", mine.uppercased()] {
                let answer = try await browser.post("/sign-out", ["form_token": wrong])
                #expect(answer.status == 403)
                #expect(answer.text.contains("nothing was done"))
            }
            #expect(try await browser.post("/sign-out", [:]).status == 403)
            // Without the cookie there is nothing that a form could belong to.
            let bare = Browser(server)
            #expect(try await bare.post("/sign-in", ["form_token": mine, "token": token]).status == 403)
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test("Pages let nothing in from elsewhere, and are not kept; style and script are kept, and change their name")
    func headers() async throws {
        try await RunningServer.with { server async throws in
            let page = try await server.get("/", ["Accept": "text/html"])
            #expect(
                page.headers["content-security-policy"]
                    == "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
            )
            #expect(page.headers["x-content-type-options"] == "nosniff")
            #expect(page.headers["referrer-policy"] == "same-origin")
            #expect(page.headers["cache-control"] == "no-store")
            #expect(!page.text.contains("http://") && !page.text.contains("https://"))
            #expect(!page.text.contains(" style=") && !page.text.contains("<style") && !page.text.contains(" onclick"))
            let files = page.text.matches(of: #/(?:href|src)="(/assets/[^"]+)"/#).map { String($0.1) }
            #expect(files.count == 3)
            for file in files {
                let asset = try await server.get(file)
                #expect(asset.status == 200)
                #expect(asset.headers["cache-control"] == "public, max-age=31536000, immutable")
                #expect(asset.headers["x-content-type-options"] == "nosniff")
            }
            #expect(try await server.get("/assets/console.000000000000.css").status == 404)
        }
    }

    @Test("What is wrong is told on a page to browsers, as problem details to programs")
    func errors() async throws {
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            let missing = try await browser.get("/nothing")
            #expect(missing.status == 404)
            #expect(missing.headers["content-type"] == "text/html; charset=utf-8")
            #expect(try await server.get("/nothing").headers["content-type"] == "application/problem+json")
            let paths = [
                "/orders?limit=x": 400, "/orders?unknown=1": 400, "/orders?q=%FF": 400, "/orders?after=abc": 404,
            ]
            for (path, status) in paths {
                let wrong = try await browser.get(path)
                #expect(wrong.status == status, "\(path)")
                #expect(wrong.headers["content-type"] == "text/html; charset=utf-8")
            }
            let api = try await browser.get("/api/v1/orders?unknown=1")
            #expect(api.headers["content-type"] == "application/problem+json")
        }
    }
}
