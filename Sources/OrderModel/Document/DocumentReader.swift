import OMSMessages

/// Reads one entity of an order's document; see ``DocumentWriter``.
struct DocumentReader {
    let json: JSONValue
    private let stamps: [Stamp]
    /// The stamp of the entity.
    let base: Stamp?
    private let exceptions: JSONValue?

    /// Reads the stamps of a document and stands at its root.
    init(root: JSONValue) {
        let stamps = root.elements("stamps").map { json in
            let parts = json.elements
            if parts.count == 3, let tie = parts[2].string { return Stamp(version1: parts, tie: tie) }
            return Stamp(
                date: parts.first?.int.map(Int64.init), rank: UInt8(clamping: parts.dropFirst().first?.int ?? 0),
                reason: parts.dropFirst(2).first?.string ?? "", text: parts.dropFirst(3).first?.string ?? "")
        }
        self.init(json: root, stamps: stamps)
    }

    private init(json: JSONValue, stamps: [Stamp]) {
        self.json = json
        self.stamps = stamps
        base = json.int("at").flatMap { stamps.indices.contains($0) ? stamps[$0] : nil }
        exceptions = json["stamped"]
    }

    /// The entities of a list.
    func entities(_ name: String) -> [DocumentReader] {
        json.elements(name).map { DocumentReader(json: $0, stamps: stamps) }
    }

    func field<Value>(_ name: String) -> Latest<Value> {
        guard let member = json[name], let value = Value(member) else { return Latest() }
        let own = exceptions?.int(name).flatMap { stamps.indices.contains($0) ? stamps[$0] : nil }
        return Latest(value, own: own)
    }

    func status(_ vocabulary: StatusVocabulary) -> CurrentStatus {
        CurrentStatus(
            json.read("status"), reason: json.read("status_reason"), date: json.read("status_date"), in: vocabulary)
    }

    func history(_ name: String, _ vocabulary: StatusVocabulary) -> StatusHistory {
        guard let history = json[name] else { return StatusHistory() }
        return StatusHistory(
            points: history.elements("points").compactMap { point in
                let parts = point.elements
                guard parts.count >= 2, let status = Code(parts[1]) else { return nil }
                let reason = parts.count > 2 ? Code(parts[2]) : nil
                let date = parts[0].int.map { Timestamp(microseconds: Int64($0)) }
                return StatusHistory.Point(
                    stamp: vocabulary.stamp(status, reason: reason, date: date), status: status, reason: reason)
            },
            droppedRuns: (history["dropped_runs"]?.members ?? []).map {
                StatusHistory.ErrorRuns(reason: $0.name, count: $0.value.int ?? 0)
            })
    }
}

extension Stamp {
    /// Reads a stamp of a document of version 1, which had reason and status in one text.
    fileprivate convenience init(version1 parts: [JSONValue], tie: String) {
        let texts = tie.split(separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(
            date: parts[0].int.map(Int64.init), rank: UInt8(clamping: parts[1].int ?? 0), reason: texts[0],
            text: texts.count > 1 ? texts[1] : "")
    }
}
