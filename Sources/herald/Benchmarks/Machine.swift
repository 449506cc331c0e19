import FoundationEssentials

/// The machine that a benchmark runs on: figures mean little without it.
struct Machine {
    /// What the processor calls itself; nil if it does not say.
    let processor: String?
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let gigabytes = Int((Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)).rounded())

    /// This one.
    static var own: Machine { Machine(processor: value(of: "model name", in: "/proc/cpuinfo")) }

    /// One line.
    var description: String {
        [processor, "\(processors) processors", "\(gigabytes) GiB of memory"].compactMap(\.self).joined(separator: ", ")
    }

    /// The first value of a name in a file of lines `name : value`.
    private static func value(of name: String, in path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return nil }
        let value = line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
        return value.isEmpty ? nil : String(value)
    }
}
