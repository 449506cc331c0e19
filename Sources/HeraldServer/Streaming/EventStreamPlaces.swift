internal import Synchronization

/// Counts the event streams that are open, so that there are never more than may be.
final class EventStreamPlaces: Sendable {
    private let maximum: Int
    private let taken = Atomic<Int>(0)

    init(maximum: Int) { self.maximum = maximum }

    /// A place, or nil if all are taken. It is given back when nobody holds it any more.
    func take() -> Place? {
        guard taken.add(1, ordering: .relaxed).newValue <= maximum else {
            taken.subtract(1, ordering: .relaxed)
            return nil
        }
        return Place(self)
    }

    final class Place: Sendable {
        private let places: EventStreamPlaces

        fileprivate init(_ places: EventStreamPlaces) { self.places = places }

        deinit { places.taken.subtract(1, ordering: .relaxed) }
    }
}
