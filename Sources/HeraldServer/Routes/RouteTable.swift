internal import HTTPTypes

/// All routes: the router, the metrics' labels and the API's description are made from it.
struct RouteTable: Sendable {
    let routes: [Route]
    /// Places in ``routes`` of those without parameters, by path.
    private let fixed: [String: [Int]]
    /// Places of all others, by the number of segments.
    private let variable: [Int: [Int]]

    enum Match: Sendable {
        case route(Int, values: [(name: String, encoded: Substring)])
        /// The path exists, with these methods.
        case otherMethods([HTTPRequest.Method])
        case none
    }

    init(_ routes: [Route]) {
        self.routes = routes
        var fixed: [String: [Int]] = [:]
        var variable: [Int: [Int]] = [:]
        for (index, route) in routes.enumerated() {
            if route.pattern.parameters.isEmpty {
                fixed[route.pattern.text, default: []].append(index)
            } else {
                variable[PathPattern.split(route.pattern.text[...]).count, default: []].append(index)
            }
        }
        self.fixed = fixed
        self.variable = variable
    }

    /// Finds the route of a request.
    ///
    /// - Parameter path: as it came, without the query.
    func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        // HEAD is GET without the body.
        let wanted = method == .head ? .get : method
        var others: [HTTPRequest.Method] = []
        for index in fixed[String(path)] ?? [] {
            if routes[index].method == wanted { return .route(index, values: []) }
            others.append(routes[index].method)
        }
        let segments = PathPattern.split(path)
        for index in variable[segments.count] ?? [] {
            guard let values = routes[index].pattern.match(segments) else { continue }
            if routes[index].method == wanted { return .route(index, values: values) }
            others.append(routes[index].method)
        }
        return others.isEmpty ? .none : .otherMethods(others)
    }
}
