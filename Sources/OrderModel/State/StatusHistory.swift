public import OMSMessages

/// The statuses that snapshots stated, sorted by date: what runs of errors are counted in.
///
/// Bounded: past ``limit`` points the inner points of unbroken runs are dropped first, then the oldest points, whose runs
/// stay counted. Up to the limit the count does not depend on the order of arrival.
/// Source: decision table, section 3, rule 3 ("Occurrence").
public struct StatusHistory: Hashable, Sendable {
    /// How many points are kept.
    public static let limit = 512

    /// One stated status.
    public struct Point: Hashable, Sendable {
        public var stamp: Stamp
        public var status: Code
        public var reason: Code?
        public init(stamp: Stamp, status: Code, reason: Code?) {
            self.stamp = stamp
            self.status = status
            self.reason = reason
        }

        /// The reason, if this point states `ERROR`: the identity of its run.
        var errorReason: String? { isError ? reason?.normalized ?? "" : nil }

        var isError: Bool { status.normalized == "ERROR" }

        func isSameRun(as other: Point) -> Bool {
            status.normalized == other.status.normalized && reason?.normalized == other.reason?.normalized
        }
    }

    /// Oldest first.
    public internal(set) var points: [Point] = []
    /// Runs among points that were dropped, by reason, ascending by reason.
    public internal(set) var droppedRuns: [ErrorRuns] = []

    /// How many unbroken runs of one error there were; the reason is normalised.
    public struct ErrorRuns: Hashable, Sendable {
        public var reason: String
        public var count: Int
        public init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
        }
    }

    /// Whether any error was stated: most orders know none, and it is asked before and after every message.
    private var knowsErrors = false

    public init() {}

    /// Restores a stored history.
    public init(points: [Point], droppedRuns: [ErrorRuns]) {
        self.points = points
        self.droppedRuns = droppedRuns
        knowsErrors = !droppedRuns.isEmpty || points.contains { $0.isError }
    }

    /// How many unbroken runs of (`ERROR`, `reason`) there are.
    /// - Parameter reason: a normalised reason code.
    public func errorRuns(reason: String) -> Int {
        var runs = droppedRuns.first { $0.reason == reason }?.count ?? 0
        var previous: String?
        for point in points {
            let current = point.errorReason
            if current == reason, previous != reason { runs += 1 }
            previous = current
        }
        return runs
    }

    /// The normalised reasons of all errors stated, ascending.
    public var errorReasons: [String] {
        guard knowsErrors else { return [] }
        return Set(points.compactMap(\.errorReason)).union(droppedRuns.map(\.reason)).sorted()
    }

    /// The runs of every error stated, ascending by reason.
    var allErrorRuns: [ErrorRuns] {
        // One pass serves all reasons.
        guard knowsErrors else { return [] }
        var runs = Dictionary(droppedRuns.map { ($0.reason, $0.count) }, uniquingKeysWith: +)
        var previous: String?
        for point in points {
            let current = point.errorReason
            if let current, current != previous { runs[current, default: 0] += 1 }
            previous = current
        }
        return runs.map { ErrorRuns(reason: $0.key, count: $0.value) }.sorted { $0.reason < $1.reason }
    }

    /// Adds what a snapshot stated; stating it again changes nothing.
    /// - Parameter isCreation: whether it was `created`, which without dates comes before all else.
    mutating func insert(_ point: Point, isCreation: Bool = false) {
        let arriving = ArrivingStamp(point.stamp, isCreation: isCreation)
        var place = points.endIndex
        if point.stamp.date == nil {
            // Without dates log order decides.
            if isCreation { place = 0 }
            if isCreation ? points.contains(point) : points.last.map(point.isSameRun) == true { return }
        } else {
            while place > 0 {
                switch arriving.compared(toHeld: points[place - 1].stamp) {
                case .newer: break
                case .equal:
                    // The same date, rank, reason and text: the same statement, maybe with another spelling of the reason.
                    if (points[place - 1].reason?.raw ?? "") < (point.reason?.raw ?? "") {
                        points[place - 1].reason = point.reason
                    }
                    return
                case .older:
                    place -= 1
                    continue
                }
                break
            }
        }
        points.place(point, at: place)
        if point.isError { knowsErrors = true }
        if points.count > StatusHistory.limit { compact() }
    }

    private mutating func compact() {
        let all = points
        points = all.indices.filter { index in
            index == all.startIndex || index == all.endIndex - 1
                || !(all[index - 1].isSameRun(as: all[index]) && all[index].isSameRun(as: all[index + 1]))
        }.map { all[$0] }
        guard points.count > StatusHistory.limit * 3 / 4 else { return }
        var cut = points.count / 2
        // Never cut inside a run: its rest would count as a run of its own.
        while cut < points.count, points[cut - 1].isSameRun(as: points[cut]) { cut += 1 }
        let dropped = StatusHistory(points: Array(points[..<cut]), droppedRuns: [])
        for reason in dropped.errorReasons {
            let count = dropped.errorRuns(reason: reason)
            if let index = droppedRuns.firstIndex(where: { $0.reason == reason }) {
                droppedRuns[index].count += count
            } else {
                droppedRuns.append(ErrorRuns(reason: reason, count: count))
            }
        }
        droppedRuns.sort { $0.reason < $1.reason }
        points.removeFirst(cut)
    }
}
