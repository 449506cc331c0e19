import Delivery
import HeraldServer
import HeraldTesting
import Postgres
import Testing

@Suite("The console's pages", .database)
struct ConsolePageTests {
    @Test("Whatever is in hand leads to its order: id, return, credit note, tracking number, in any spelling")
    func finding() async throws {
        try await ConsoleWorld.with { world async throws in
            for query in ["NQ-20731", "nq%2020731", "rma-nq-20731-1", "CNX3307", "np%202073110%20de"] {
                let answer = try await world.server.get("/orders?q=\(query)")
                #expect(answer.status == 303, "\(query)")
                #expect(answer.headers["location"] == ConsoleWorld.hero)
            }
            let several = try await world.server.get("/orders?q=NQ-207&limit=5")
            #expect(several.status == 200)
            let next = try #require(several.text.firstMatch(of: #/href="([^"]+)" rel="next"/#)).1
            let more = try await world.server.get(String(next).replacing("&amp;", with: "&"))
            #expect(more.status == 200)
            let first = Set(several.text.matches(of: #/href="(/orders/N[^"]+)"/#).map { String($0.1) })
            let second = Set(more.text.matches(of: #/href="(/orders/N[^"]+)"/#).map { String($0.1) })
            #expect(first.count == 5 && !second.isEmpty && first.isDisjoint(with: second))
        }
    }

    @Test("An order shows its story, what is open, and what it was at any moment")
    func order() async throws {
        try await ConsoleWorld.with { world async throws in
            let page = try await world.server.get(ConsoleWorld.hero).text
            for words in [
                "Order NQ-20731", "COMPLETE", "Shipment NORTHQUAY_DE-NQ-20731-01 handed over", "CNX-3307", "59.50 EUR",
                "RMA-NQ-20731-1: line 2 not received", "mailbox to mirela.osterhaus@mail.example", "Refund triggered",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(page.contains("href=\"\(ConsoleWorld.hero)/messages/1\""))
            let past = try await world.server.get(ConsoleWorld.hero + "?as_of=3").text
            #expect(past.contains("As it was after message 3"))
            #expect(!past.contains("handed over") && !past.contains("CNX-3307"))
            let held = try await world.server.get("/orders/NORTHQUAY_FR/NQ-20759").text
            #expect(held.contains("The refund does not say what it is for"))
            #expect(try await world.server.get("/orders/NORTHQUAY_DE/NOPE").status == 404)
            #expect(try await world.server.get(ConsoleWorld.hero + "?as_of=yesterday").status == 400)

            let message = try await world.server.get(ConsoleWorld.hero + "/messages/1").text
            #expect(message.contains("&quot;method&quot;: &quot;magento.sales.order_management.created&quot;"))
            #expect(message.contains("Order placed"))
            for position in ["0", "x", "99999999"] {
                #expect(try await world.server.get(ConsoleWorld.hero + "/messages/\(position)").status == 404)
            }
            // A message of another order of the shard is not shown as one of this.
            #expect(try await world.server.get("/orders/NORTHQUAY_FR/NQ-20731/messages/1").status == 404)
        }
    }

    @Test("A communication says why, what it said and to whom; its HTML stands in a sandbox")
    func communication() async throws {
        try await ConsoleWorld.with { world async throws in
            let path = world.communication("NQ-20731", "refund_triggered")
            let page = try await world.server.get(path).text
            for words in [
                "Refund CNX-3307 started", "Kind 8 of the decision table, rule 7", "refund_days_default",
                "Die Erstattung zu Ihrer Bestellung NQ-20731", "Mirela Osterhaus", "sandbox=\"\"", "Send again",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(!page.contains("Acknowledge") && !page.contains("Try again"))
            let html = try await world.server.get(path + "/content?as=html")
            let rules = try #require(html.headers["content-security-policy"])
            for rule in ["default-src 'none'", "sandbox", "img-src data:", "frame-ancestors 'self'"] {
                #expect(rules.contains(rule))
            }
            #expect(html.headers["x-frame-options"] == "SAMEORIGIN")
            let mail = try await world.server.get(path + "/content?as=eml")
            #expect(mail.headers["content-disposition"]?.hasPrefix("attachment") == true)
            let list = try await world.server.get("/communications?status=held&channel=NORTHQUAY_FR").text
            #expect(list.contains("NQ-20759") && !list.contains("NQ-20758"))
            // As a browser sends the form: what nobody filled in is there, and empty.
            let asked = "/communications?kind=&status=held&reason=&audience=&channel=NORTHQUAY_FR&order=&since=&until="
            #expect(try await world.server.get(asked).text == list)
            #expect(try await world.server.get("/communications?status=nonsense").status == 400)
            #expect(try await world.server.get("/communications/not-an-id").status == 400)
            #expect(
                try await world.server.get("/communications/00000000-0000-0000-0000-000000000000").status == 404)
        }
    }

    @Test("A viewer looks, an agent acts, once for each form, and nothing happens without the form's token")
    func acting() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let viewer = try await tokens.create(name: "vera", role: .viewer).token
        let agent = try await tokens.create(name: "kim", role: .agent).token
        let loader = try await tokens.create(name: "bus", role: .operator).token
        try await ConsoleWorld.with(authorization: "Bearer " + loader) { world async throws in
            let path = world.communication("NQ-20731", "refund_triggered")
            let looking = Browser(world.server)
            _ = try await looking.signIn(viewer)
            let seen = try await looking.get(path)
            #expect(seen.status == 200)
            #expect(!seen.text.contains("Send again"))
            let refused = try await looking.submit(path + "/resend", from: path, ["reason": "x"])
            #expect(refused.status == 403)
            #expect(try await looking.get(path).text.contains("kim") == false)

            let acting = Browser(world.server)
            _ = try await acting.signIn(agent)
            let page = try await acting.get(path).text
            let key = try #require(page.firstMatch(of: #/name="key" value="([0-9a-f]+)"/#)).1
            let wish = ["reason": "asked <b>by</b> telephone", "to": "new@mail.example", "key": String(key)]
            #expect(try await acting.post(path + "/resend", wish).status == 403)
            let done = try await acting.submit(path + "/resend", from: path, wish)
            #expect(done.status == 303)
            let made = try #require(done.headers["location"])
            #expect(made.hasSuffix("?done=resend") && !made.hasPrefix(path))
            #expect(try await acting.get(made).text.contains("new@mail.example"))
            let again = try await acting.submit(path + "/resend", from: path, wish)
            #expect(again.headers["location"] == made)
            let history = try await acting.get(path).text
            #expect(history.contains("asked &lt;b&gt;by&lt;/b&gt; telephone") && history.contains("kim"))

            for (wish, status) in [
                (["reason": ""], 400), (["reason": "x", "to": "no address"], 400),
                (["reason": "x", "surprise": "1"], 400),
            ] {
                #expect(try await acting.submit(path + "/resend", from: path, wish).status == status, "\(wish)")
            }
            let kept = try await acting.submit(path + "/resend", from: path, ["reason": "typed", "to": "no address"])
            #expect(kept.text.contains("value=\"no address\"") && kept.text.contains("value=\"typed\""))
            #expect(try await acting.submit(path + "/acknowledge", from: path, ["reason": "x"]).status == 409)
        }
    }

    @Test("A viewer sees what happened, and of persons a hint; an agent sees whom it was told")
    func masking() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (viewer, agent) = (
            try await tokens.create(name: "vera", role: .viewer).token,
            try await tokens.create(name: "kim", role: .agent).token
        )
        let loader = try await tokens.create(name: "bus", role: .operator).token
        try await ConsoleWorld.with(authorization: "Bearer " + loader) { world async throws in
            let path = world.communication("NQ-20731", "refund_triggered")
            let pages = ["/", "/orders?q=NQ-2", ConsoleWorld.hero, ConsoleWorld.hero + "/messages/1", path]
            let (looking, acting) = (Browser(world.server), Browser(world.server))
            _ = try await looking.signIn(viewer)
            _ = try await acting.signIn(agent)
            for page in pages {
                let (seen, complete) = (try await looking.get(page), try await acting.get(page).text)
                #expect(seen.status == 200, "\(page)")
                for word in ["mirela", "Osterhaus", "osterhaus"] { #expect(!seen.text.contains(word), "\(page)") }
                #expect(complete.contains("mirela.osterhaus@mail.example"), "\(page)")
            }
            #expect(try await looking.get(ConsoleWorld.hero).text.contains("m•••@mail.example"))
            #expect(try await looking.get(path).text.contains("M•••"))
            #expect(try await looking.get(path + "/content?as=html").status == 403)
            #expect(try await acting.get(path + "/content?as=html").status == 200)
        }
    }

    @Test("What strangers write stays text, on every page")
    func hostile() async throws {
        try await ConsoleWorld.with { world async throws in
            let (hostile, order) = (ConsoleWorld.hostile, ConsoleWorld.hostileOrder)
            let position = try await world.hostilePosition()
            let paths = [
                "/", "/orders", "/orders?q=%3Cscript%3Ewindow.owned", order, order + "?as_of=\(position)",
                order + "/messages/\(position)", "/communications",
                "/communications?order=%22%3E%3Cscript%3Ewindow.owned",
                world.communication(hostile, "refund_triggered"),
                world.communication(hostile, "shipment_confirmation"),
            ]
            for path in paths {
                let page = try await world.server.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(page.text.contains("&lt;script&gt;window.owned"), "\(path)")
                #expect(!page.text.contains("<script>") && !page.text.contains("<img"), "\(path)")
                #expect(!page.text.contains("href=\"javascript") && !page.text.contains("src=\"javascript"), "\(path)")
            }
        }
    }
}
