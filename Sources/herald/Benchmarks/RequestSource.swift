import Synchronization

/// Where a load takes its requests from.
protocol RequestSource: Sendable {
    /// The next request; nil: there are no more. Must not wait.
    func next() -> HTTPLoad.Request?
}

/// Requests that were made before.
final class MadeRequests: RequestSource {
    private let requests: [HTTPLoad.Request]
    private let taken = Atomic<Int>(0)

    init(_ requests: [HTTPLoad.Request]) { self.requests = requests }

    func next() -> HTTPLoad.Request? {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < requests.count ? requests[index] : nil
    }
}
