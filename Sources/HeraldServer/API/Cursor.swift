internal import FoundationEssentials
internal import OMSMessages

/// Where a list goes on: some values as base64url, opaque to the caller.
enum Cursor {
    /// - Parameters:
    ///   - list: names the list, so that a cursor of another one is refused.
    ///   - write: writes the values into an array.
    static func text(_ list: String, _ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.array { json in
            json.value(list)
            write(&json)
        }
        let base64 = Data(json.bytes).base64EncodedString()
        return base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The values of a cursor of a list.
    ///
    /// - Parameter count: how many there must be.
    static func values(_ text: String, of list: String, count: Int) throws(Problem) -> [JSONValue] {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard text.utf8.count <= 4096, let data = Data(base64Encoded: base64 + padding),
            let document = try? JSONDocument(Array(data)), document.root.kind == .array
        else { throw invalid }
        let values = document.root.elements
        guard values.count == count + 1, values[0].string == list else { throw invalid }
        return Array(values.dropFirst())
    }

    /// What cannot be told by its form: 404, since no page begins there.
    static var invalid: Problem {
        var problem = Problem.notFound("no page of this list begins there: 'after' is the `next` of an answer before")
        problem.parameter = "after"
        return problem
    }
}

extension JSONWriter {
    /// Writes `next`: the cursor, or null at the end of the list.
    mutating func next(_ cursor: String?) { member("next", cursor) }
}
