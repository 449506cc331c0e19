import Communications
import Testing

@testable import Delivery

@Suite("Checking templates") struct TemplateCheckerTests {
    private static let schema = TemplateSchema([
        "id": .text, "name": .optionalText, "page": .link, "open": .flag, "content": .markup,
        "store": .group(TemplateSchema(["phone": .optionalText, "title": .text])),
        "items": .object(TemplateSchema(["lines": .list(TemplateSchema(["sku": .text, "name": .optionalText]))])),
    ])

    private func problems(_ text: String, words: String = "", form: ContentForm = .html) throws -> [String] {
        var checker = TemplateChecker(
            form: form, phrases: try TemplatePhrase.phrases(of: words, path: "words.en"), styles: [:],
            partials: ["part": try Template("{{id}}", path: "html/part", form: form)])
        checker.check(try Template(text, path: "test", form: form), Self.schema)
        return checker.problems.map(\.description)
    }

    @Test(
        "passes what is known to be there",
        arguments: [
            "{{id}} {{#name}}{{name}}{{/name}}{{^name}}nobody{{/name}}", "{{#open}}{{id}}{{/open}}",
            "{{store.title}}{{#store.phone}}{{store.phone}}{{/store.phone}}",
            "{{#items}}{{#lines}}{{sku}} {{id}}{{/lines}}{{/items}}", "{{{content}}}{{>part}}{{! all is well }}",
            "{{#page}}<a class=\"{{id}}\" href=\"{{page}}\">{{page}}</a>{{/page}}", "{{words.hello}}",
            "<!-- a > b --><p title=\"> {{id}}\">{{id}}</p><style>p { color: red }</style>{{id}}",
            "<script type=\"application/ld+json\">{{{content}}}</script>{{id}}",
            "<p aria-label=\"{{id}}\" class='a > b'>{{id}}</p><p x=it's>{{id}}</p>",
            "<script>if (a < b) { x = \"it's\" }</script>{{id}}",
        ])
    func passes(_ text: String) throws {
        #expect(try problems(text, words: "{{$hello}}Hello {{id}}{{/hello}}") == [])
    }

    @Test(
        "refuses what would be an empty place in a mail, naming file, line and remedy",
        arguments: [
            ("a\n{{nmae}}", "test.mustache:2: there is no variable 'nmae' here; did you mean 'name'?"),
            ("{{name}}", "test.mustache:1: 'name' may be missing: put it inside {{#name}}…{{/name}}"),
            ("{{^name}}{{name}}{{/name}}", "test.mustache:1: 'name' may be missing: put it inside {{#name}}…{{/name}}"),
            ("{{sku}}", "test.mustache:1: there is no variable 'sku' here"),
            (
                "{{#name}}{{#items}}{{#lines}}{{name}}{{/lines}}{{/items}}{{/name}}",
                "test.mustache:1: 'name' may be missing: put it inside {{#name}}…{{/name}}"
            ),
            ("{{>missing}}", "test.mustache:1: there is no partial 'html/missing'"),
            ("{{words.helo}}", "test.mustache:1: there is no phrase 'helo'; did you mean 'hello'?"),
            ("{{store.fax}}", "test.mustache:1: there is no variable 'store.fax' here"),
            ("{{#nothing}}{{/nothing}}", "test.mustache:1: there is no variable 'nothing' here"),
            ("{{open}}", "test.mustache:1: 'open' is not text, but for sections"),
            ("{{#id}}x{{/id}}", "test.mustache:1: 'id' is always there: no section asks for it"),
        ])
    func refuses(_ text: String, _ problem: String) throws {
        #expect(try problems(text, words: "{{$hello}}Hello{{/hello}}") == [problem])
    }

    @Test(
        "refuses what would let data become markup",
        arguments: [
            ("{{{id}}}", "test.mustache:1: 'id' must be escaped: write {{id}}"),
            ("{{&id}}", "test.mustache:1: 'id' must be escaped: write {{id}}"),
            ("{{content}}", "test.mustache:1: 'content' is markup: write {{{content}}}"),
            ("<a href=\"{{id}}\">", "test.mustache:1: 'id' is no web address"),
            ("<a class=\"x\" HREF=\"{{id}}\">", "test.mustache:1: 'id' is no web address"),
            ("<td class={{id}}>", "test.mustache:1: 'id' stands in a tag without double quotes around it"),
            ("<td\n{{id}}>", "test.mustache:2: 'id' stands in a tag without double quotes around it"),
            ("<p title='{{id}}'>", "test.mustache:1: 'id' stands in a tag without double quotes around it"),
            ("<a href = \"{{id}}\">", "test.mustache:1: 'id' cannot stand in the attribute ''"),
            ("<p onclick=\"f('{{id}}')\">", "test.mustache:1: 'id' cannot stand in the attribute 'onclick'"),
            ("<p style=\"color:{{id}}\">", "test.mustache:1: 'id' cannot stand in the attribute 'style'"),
            ("<script>let x = '{{id}}'</script>", "test.mustache:1: 'id' cannot stand inside of a script element"),
            ("<iframe srcdoc=\"{{id}}\">", "test.mustache:1: 'id' cannot stand in the attribute 'srcdoc'"),
            ("<button formaction=\"{{id}}\">", "test.mustache:1: 'id' cannot stand in the attribute 'formaction'"),
            (
                "<meta http-equiv=\"refresh\" content=\"0;url={{id}}\">",
                "test.mustache:1: 'id' cannot stand in the attribute 'content'"
            ),
            (
                "<a onclick='if(1>0){f(\"{{id}}\")}'>",
                "test.mustache:1: 'id' stands in a tag without double quotes around it"
            ),
            ("<p x=it\"{{id}}\">", "test.mustache:1: 'id' stands in a tag without double quotes around it"),
            ("<p aria-x=on=\"{{id}}\">", "test.mustache:1: 'id' cannot stand in the attribute 'aria-x=on'"),
            ("<p data-x=\"{{id}}\">", "test.mustache:1: 'id' cannot stand in the attribute 'data-x'"),
            (
                "<script>if (1<2) { x='a>b' } {{id}}</script>",
                "test.mustache:1: 'id' cannot stand inside of a script element"
            ),
            ("<style>p { {{id}} }</style>", "test.mustache:1: 'id' cannot stand inside of a style element"),
            ("<!-- {{id}} -->", "test.mustache:1: 'id' cannot stand in a comment"),
            (
                "<p title=\"{{words.hello}}\">",
                "test.mustache:1: a phrase may hold markup in HTML: it cannot stand inside of a tag"
            ),
        ])
    func refusesMarkup(_ text: String, _ problem: String) throws {
        #expect(try problems(text, words: "{{$hello}}Hello {{id}}{{/hello}}") == [problem])
    }

    @Test("checks a phrase where it stands: a variable of a list is none outside of it")
    func phrases() throws {
        let words = "{{$sku}}No. {{sku}}{{/sku}}\n{{! comment }}\n{{$name}}{{#name}}{{name}}{{/name}}{{/name}}"
        #expect(try problems("{{#items}}{{#lines}}{{words.sku}}{{/lines}}{{/items}}{{words.name}}", words: words) == [])
        #expect(
            try problems("{{words.sku}}", words: words) == ["words.en.mustache:1: there is no variable 'sku' here"])
    }

    @Test("ends where phrases include one another, however often")
    func recursion() throws {
        let many = String(repeating: "{{words.b}}", count: 50)
        let words = "{{$a}}\(many){{/a}}{{$b}}\(many.replacing("words.b", with: "words.a")){{/b}}"
        let found = try problems("{{words.a}}", words: words)
        #expect(found.count == 1)
        #expect(found.first?.contains("without end") == true)
    }

    @Test("takes the characters of a phrase for what they are: they are escaped")
    func plainPhrases() throws {
        let words = "{{$less}}<a href=\"{{id}}\">1 < 2 & {{id}}{{/less}}"
        #expect(try problems("<p>{{words.less}}</p>{{id}}", words: words) == [])
        var catalog = Workbench.templates
        catalog.addOverrides([("order_confirmation/words.de", "{{$title}}1 < 2 & {{order_id}}{{/title}}")])
        let letter = SampleLetter(kind: .customer(.orderConfirmation), variant: .plain, locale: "de_DE")
        #expect(try letter.rendered(catalog).html.contains(">1 &lt; 2 &amp; <bdi>NQ-20731</bdi></h1>"))
    }

    @Test(
        "refuses malformed templates",
        arguments: [
            ("{{#open}}", "'open' is never closed"), ("{{/open}}", "{{/open}} closes nothing"),
            ("{{#open}}\n{{/name}}", "{{/name}} closes 'open', which line 1 opens"),
            ("{{id", "a tag is never closed with }}"), ("{{{id}}", "a tag is never closed with }}}"),
            ("{{uppercased(id)}}", "is no name"), ("{{}}", "is no name"), ("{{.}}", "is no name"),
            ("{{=<% %>=}}", "not supported here"), ("{{<layout}}{{/layout}}", "not supported here"),
            ("{{% CONTENT_TYPE:TEXT}}", "not supported here"), ("{{>*name}}", "is no name"),
        ])
    func malformed(_ text: String, _ problem: String) {
        let error = #expect(throws: TemplateProblem.self) { try Template(text, path: "test", form: .html) }
        #expect(error?.message.contains(problem) == true, "\(String(describing: error))")
    }

    @Test(
        "refuses files of words that are none",
        arguments: ["Hello", "{{$a}}x{{/a}}{{$a}}y{{/a}}", "{{name}}", "{{$a}}x"])
    func words(_ text: String) {
        #expect(throws: TemplateProblem.self) { try TemplatePhrase.phrases(of: text, path: "words.en") }
    }
}
