/// Writes whole numbers in decimal digits to memory that has room for them.
enum DecimalDigits {
    /// Writes a number.
    /// - Parameter place: has room for 20 bytes.
    /// - Returns: how many bytes were written.
    static func write(_ number: Int, at place: UnsafeMutablePointer<UInt8>) -> Int {
        if number >= 0, number < 10 {
            unsafe place[0] = UInt8(ascii: "0") + UInt8(number)
            return 1
        }
        var start = 0
        if number < 0 {
            unsafe place[0] = UInt8(ascii: "-")
            start = 1
        }
        var length = 1
        var bound: UInt = 10
        while length < 19, number.magnitude >= bound {
            length += 1
            bound *= 10
        }
        unsafe write(number.magnitude, digits: length, at: place + start)
        return start + length
    }

    /// Writes the lowest `digits` digits of a number, with zeros in front.
    @inline(__always)
    static func write(_ number: UInt, digits: Int, at place: UnsafeMutablePointer<UInt8>) {
        var rest = number
        var index = digits - 1
        while index >= 0 {
            unsafe place[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            index -= 1
        }
    }
}
