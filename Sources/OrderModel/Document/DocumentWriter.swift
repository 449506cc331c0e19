import OMSMessages

/// Writes the document of an order: values under the OMS's names, and beside them how new each value is.
///
/// The fields of one entity usually come from one message, so an entity names one stamp (`at`) and only the fields that are
/// older or newer name their own (`stamped`). Stamps stand once, at the end of the document.
struct DocumentWriter {
    var json: JSONWriter
    private(set) var stamps: [Stamp] = []
    /// The fields of the entity being written that have a stamp of their own.
    private var exceptions: [(name: StaticString, stamp: Int)] = []

    init(json: JSONWriter) { self.json = json }

    /// Writes an object whose fields `body` writes with ``field(_:_:)``. Entities do not nest.
    /// - Parameter base: the stamp of the entity.
    mutating func entity(at base: Stamp?, _ body: (inout DocumentWriter) -> Void) {
        json.beginObject()
        body(&self)
        endEntity(at: base)
        json.endObject()
    }

    /// Writes the stamps of the fields written since the last entity ended.
    mutating func endEntity(at base: Stamp?) {
        if let base { json.member("at", index(of: base)) }
        if !exceptions.isEmpty {
            json.member(
                "stamped",
                object: { json in
                    for exception in exceptions { json.member(exception.name, exception.stamp) }
                })
        }
        exceptions.removeAll(keepingCapacity: true)
    }

    /// Writes a field and remembers how new it is.
    mutating func field(_ name: StaticString, _ field: Latest<some DocumentValue>) {
        guard let value = field.value else { return }
        value.write(as: name, to: &json)
        if let own = field.own { exceptions.append((name, index(of: own))) }
    }

    /// Writes a status with its reason and date; its stamp follows from them.
    mutating func status(_ status: CurrentStatus) {
        json.present("status", status.status)
        json.present("status_reason", status.reason)
        json.present("status_date", status.date)
    }

    mutating func history(_ name: StaticString, _ history: StatusHistory) {
        guard !history.points.isEmpty else { return }
        json.member(
            name,
            object: { json in
                json.member(
                    "points",
                    array: { json in
                        for point in history.points {
                            json.array { json in
                                if let date = point.stamp.date { json.value(date) } else { json.null() }
                                json.value(point.status.raw)
                                if let reason = point.reason { json.value(reason.raw) }
                            }
                        }
                    })
                guard !history.droppedRuns.isEmpty else { return }
                json.member(
                    "dropped_runs",
                    object: { json in
                        for runs in history.droppedRuns { json.member(named: runs.reason, runs.count) }
                    })
            })
    }

    /// Writes the stamps that the document refers to.
    mutating func writeStamps() {
        json.member(
            "stamps",
            array: { json in
                for stamp in stamps {
                    json.array { json in
                        if let date = stamp.date { json.value(date) } else { json.null() }
                        json.value(stamp.rank)
                        json.value(stamp.reason)
                        json.value(stamp.text)
                    }
                }
            })
    }

    private mutating func index(of stamp: Stamp) -> Int {
        // The newest stamps are the likely ones, and mostly they are the very same object.
        if let known = stamps.lastIndex(where: { $0 === stamp }) ?? stamps.lastIndex(of: stamp) { return known }
        stamps.append(stamp)
        return stamps.endIndex - 1
    }
}
