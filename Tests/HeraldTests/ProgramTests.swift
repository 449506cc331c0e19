import Testing

@Suite("The program")
struct ProgramTests {
    @Test("Two and two") func x() { #expect(2 + 2 == 4) }
}
