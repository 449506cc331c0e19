import Communications
import Delivery
import Foundation
import HeraldTesting
import Testing

@testable import HeraldServer

@Suite("The page of templates", .database)
struct TemplatesPageTests {
    @Test("Every kind is shown in every locale, each in a sandboxed frame of its own")
    func gallery() async throws {
        try await RunningServer.with(templates: try TemplateCatalog()) { server async throws in
            for locale in ["de", "en", "es", "fr"] {
                let page = try await server.get("/templates?locale=\(locale)")
                #expect(page.status == 200)
                #expect(page.text.ranges(of: "<iframe ").count == Kind.all.count, "\(locale)")
                #expect(page.text.ranges(of: "sandbox=\"\"").count == Kind.all.count)
                #expect(!page.text.contains("left out") && !page.text.contains(">yours<"))
                for kind in Kind.all {
                    let frame = try await server.get("/templates/\(kind.name)?locale=\(locale)")
                    #expect(frame.status == 200 && frame.text.contains("<html lang=\"\(locale)\""), "\(kind.name)")
                    #expect(frame.headers["content-security-policy"]?.contains("default-src 'none'") == true)
                    #expect(frame.headers["content-security-policy"]?.contains("; sandbox;") == true)
                    #expect(frame.headers["x-frame-options"] == "SAMEORIGIN")
                }
            }
            #expect(try await server.get("/templates?locale=tlh").status == 400)
            #expect(try await server.get("/templates/joke").status == 404)
        }
    }

    @Test("An order's own communications are shown; what it has not had is said")
    func order() async throws {
        try await ConsoleWorld.with { world async throws in
            let server = world.server
            let page = try await server.get("/templates?locale=fr&order=NQ-20731&channel=NORTHQUAY_DE").text
            #expect(page.contains("NQ-20731</a>") && page.contains("This order has none."))
            let frame = try await server.get("/templates/refund_triggered?locale=fr&order=NQ-20731").text
            #expect(frame.contains("NQ-20731") && frame.contains("<html lang=\"fr\""))
            #expect(try await server.get("/templates/refund_triggered?order=none").status == 404)
            let hostile = try await server.get("/templates?order=\(ConsoleWorld.hostilePath)").text
            #expect(!hostile.contains("<script>window"))
            let content = try await server.get("/templates/refund_triggered?order=\(ConsoleWorld.hostilePath)").text
            #expect(content.contains("&lt;script&gt;") && !content.contains("<script>window"))
        }
    }

    @Test("Overrides are told from what is built in, and their mistakes stand on the page")
    func overrides() async throws {
        try await withTestFolder { folder in
            let files = [
                "subject.mustache": "Shop: {{order_id}}", "html/nonsense/deep.mustache": "x",
                "text_message.mustache": "{{{order_id}}} {{unknown_<b>}}",
            ]
            for (path, text) in files {
                let url = URL(fileURLWithPath: folder).appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: url, atomically: true, encoding: .utf8)
            }
            var catalog = try TemplateCatalog()
            catalog.addOverrides(from: folder)
            try await RunningServer.with(templates: catalog) { server async throws in
                let page = try await server.get("/templates").text
                #expect(page.contains("<strong>Shop: "))
                #expect(page.contains("subject.mustache</td><td><span class=\"chip running\">yours"))
                #expect(page.contains("text_message.mustache</td><td><span class=\"chip quiet\">built in"))
                #expect(page.contains("Templates that are left out"))
                #expect(page.contains("html/nonsense/deep.mustache:1: is no place of a template"))
                #expect(page.contains("text_message.mustache:1: ") && !page.contains("unknown_<b>"))
            }
        }
    }

    @Test("Who has not signed in sees neither page nor frame; a node without templates says so")
    func access() async throws {
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/templates").status == 503)
        }
        let token = try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: .viewer).token
        try await RunningServer.with(templates: try TemplateCatalog()) { server async throws in
            #expect(try await server.get("/templates").status == 303)
            #expect(try await server.get("/templates/refund_triggered").status == 303)
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            #expect(try await browser.get("/templates").status == 200)
            #expect(try await browser.get("/templates/refund_triggered").status == 200)
            // Mails of an order speak to a person.
            #expect(try await browser.get("/templates?order=NQ-1").status == 403)
            #expect(try await browser.get("/templates/refund_triggered?order=NQ-1").status == 403)
        }
    }

    @Test("Samples that are being made when the server stops are given up, and made by whoever asks next")
    func givenUp() async throws {
        let invented = InventedCommunications(Policy())
        let stopped = await Task {
            unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
            return invented[nil].count
        }.value
        #expect(stopped == 0)
        #expect(invented[nil].count == Kind.all.count)
    }
}
