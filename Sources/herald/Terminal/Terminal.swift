import Glibc

/// Standard output as a person or a program sees it.
enum Terminal {
    /// Whether a person is looking.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) != 0 }

    /// Columns of the terminal; 100 where there is none.
    static var width: Int {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }

    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    static func print(_ bytes: [UInt8]) {
        write(String(decoding: bytes, as: UTF8.self) + "\n", to: STDOUT_FILENO)
    }

    static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Replaces the line that shows progress; only where a person is looking.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) != 0 else { return }
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// Ends the line that shows progress.
    static func endProgress() { progress("") }

    /// Writes bytes as they are.
    static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let written = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress! + sent, $0.count - sent)
            }
            if written < 0, errno == EINTR { continue }
            // A closed pipe: whoever read has seen enough.
            guard written > 0 else { exit(0) }
            sent += written
        }
    }

    /// Text without what could move a terminal's cursor: ids and names are hostile.
    static func harmless(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }
}
