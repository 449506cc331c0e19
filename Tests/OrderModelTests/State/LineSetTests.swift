import OrderModel
import Testing

@Suite("Sets of line numbers")
struct LineSetTests {
    /// Below, at and beyond the word that holds the small numbers.
    static let numbers = [0, 1, 2, 5, 62, 63, 64, 65, 1000, Int(Int32.max)]

    @Test("They behave as sets of integers do", arguments: 0..<200)
    func likeSets(seed: Int) {
        func draw(_ salt: Int) -> Set<Int> {
            Set(Self.numbers.enumerated().filter { (seed &* 31 &+ salt) & (1 << $0.offset) != 0 }.map(\.element))
        }
        let (left, right) = (draw(seed), draw(seed &* 7 &+ 3))
        let (first, second) = (LineSet(left.shuffled()), LineSet(right.shuffled()))
        #expect(Array(first) == left.sorted())
        #expect(first.isEmpty == left.isEmpty)
        #expect(Array(first.subtracting(second)) == left.subtracting(right).sorted())
        #expect(first.isSubset(of: second) == left.isSubset(of: right))
        #expect(first.isDisjoint(with: second) == left.isDisjoint(with: right))
        #expect((first == second) == (left == right))
        for number in Self.numbers { #expect(first.contains(number) == left.contains(number)) }
    }

    @Test("A hundred thousand lines are no more than a list: nothing looks through all for each")
    func many() {
        let numbers = 1...100_000
        let (first, second) = (LineSet(numbers), LineSet(numbers.dropLast()))
        #expect(Array(first.subtracting(second)) == [100_000])
        #expect(second.isSubset(of: first) && !first.isSubset(of: second))
    }

    @Test("A member is there once, however often it is named")
    func repeated() {
        #expect(LineSet([64, 64, 3, 3, 64]) == [3, 64])
    }
}
