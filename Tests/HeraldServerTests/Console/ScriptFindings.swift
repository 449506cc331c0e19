import Foundation
import Testing

/// What a script found in a browser: complaints by the name of each check.
struct ScriptFindings {
    private let complaints: [String: [String]]

    /// - Parameter output: what the script printed.
    init(_ output: Data) throws {
        complaints = try JSONDecoder().decode([String: [String]].self, from: output)
    }

    /// Expects that the script made just these checks, and that none complains.
    func expect(only checks: Set<String>) {
        let made = Set(complaints.keys)
        #expect(checks.subtracting(made).sorted() == [], "these were not made")
        #expect(made.subtracting(checks).sorted() == [], "these are not known")
        for (check, complaints) in complaints.sorted(by: { $0.key < $1.key }) {
            #expect(complaints.isEmpty, "\(check): \(complaints.joined(separator: "\n"))")
        }
    }
}
