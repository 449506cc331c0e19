import Testing

@testable import EmbedSQL

@Suite("The files of sql/")
struct SQLCatalogTests {
    private func statement(_ text: String, name: String = "some_name") throws -> StatementText {
        try StatementText(SQLFile(folders: ["statements"], name: name, text: text))
    }

    @Test("A statement is named after its file, and its header is not sent")
    func statement() throws {
        let statement = try statement(
            "-- Claims work.\n-- $1 smallint shard\n\nSELECT $1 -- the shard\n\n", name: "claim_next_2_deliveries")
        #expect(statement.identifier == "claimNext2Deliveries")
        #expect(statement.header == ["Claims work.", "$1 smallint shard"])
        #expect(statement.sql == "SELECT $1 -- the shard")
    }

    @Test("Line ends of a Windows checkout do not change the text")
    func lineEnds() throws {
        #expect(try statement("-- a\r\nSELECT 1,\r\n2\r\n").sql == "SELECT 1,\n2")
    }

    @Test("A bind that the header does not list stops the build")
    func undeclaredBind() {
        #expect(
            throws: SQLProblem(
                path: "sql/statements/some_name.sql",
                message: "uses $2, which its header does not list: add '-- $2 TYPE name'")
        ) { try statement("-- $1 text a\nSELECT $1, $2") }
    }

    @Test("A listed bind that the statement does not use stops the build")
    func unusedBind() {
        #expect(throws: SQLProblem.self) { try statement("-- $1 text a\n-- $12 text b\nSELECT $1") }
    }

    @Test("A file with nothing but comments stops the build")
    func emptyStatement() { #expect(throws: SQLProblem.self) { try statement("-- nothing\n") } }

    @Test("A malformed name stops the build", arguments: ["Upper", "two__parts", "with-dash", "1st", ""])
    func malformedName(name: String) {
        #expect(throws: SQLProblem.self) { try statement("SELECT 1", name: name) }
        #expect(throws: SQLProblem.self) {
            try SQLCatalog(files: [SQLFile(folders: ["views"], name: name, text: "SELECT 1")])
        }
    }

    @Test("The same statement name in two sub-folders stops the build and names both files")
    func duplicateStatement() {
        let files = ["a", "b"].map { SQLFile(folders: ["statements", $0], name: "same", text: "SELECT 1") }
        #expect(
            throws: SQLProblem(
                path: "sql/statements/b/same.sql",
                message: "statement name 'same' is already taken by sql/statements/a/same.sql")
        ) { try SQLCatalog(files: files) }
    }

    @Test("A migration's version and title come from its file name")
    func migration() throws {
        let catalog = try SQLCatalog(files: [
            SQLFile(folders: ["migrations"], name: "V0012__read_models", text: "SELECT 12"),
            SQLFile(folders: ["migrations"], name: "V0002__event_log", text: "SELECT 2"),
        ])
        #expect(catalog.migrations.map(\.version) == [2, 12])
        #expect(catalog.migrations.map(\.title) == ["event log", "read models"])
    }

    @Test(
        "A migration that is not named by the rule stops the build",
        arguments: ["V1__short", "V0000__zero", "0001__no_letter", "V0001_one_underscore", "V0001__Upper"])
    func malformedMigration(name: String) {
        #expect(throws: SQLProblem.self) {
            try MigrationText(SQLFile(folders: ["migrations"], name: name, text: "SELECT 1"))
        }
    }

    @Test("Two migrations of one version stop the build")
    func duplicateMigration() {
        let files = ["V0001__a", "V0001__b"].map { SQLFile(folders: ["migrations"], name: $0, text: "SELECT 1") }
        #expect(throws: SQLProblem.self) { try SQLCatalog(files: files) }
    }

    @Test("A file in an unknown folder stops the build", arguments: [[], ["triggers"]])
    func unknownFolder(folders: [String]) {
        #expect(throws: SQLProblem.self) {
            try SQLCatalog(files: [SQLFile(folders: folders, name: "a", text: "SELECT 1")])
        }
    }

    @Test("A literal has one '#' more than the text, so nothing in the text can end it")
    func literal() {
        #expect(SwiftWriter.literal("a") == "#\"\"\"\na\n\"\"\"#")
        let text = ###"a \#(b) """# "## c"###
        #expect(SwiftWriter.literal(text) == "###\"\"\"\n\(text)\n\"\"\"###")
    }

    @Test("The build plugin and the tool agree on the names of the files written")
    func fileNames() throws {
        let names = SwiftWriter.sources(of: try SQLCatalog(files: [])).map(\.name)
        #expect(names == ["SQL+statements.swift", "Schema+migrations.swift", "Schema+repeatables.swift"])
    }
}
