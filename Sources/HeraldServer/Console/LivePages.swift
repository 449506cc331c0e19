internal import HTTPTypes
internal import Projection

/// Tells pages that are open when something has happened, so that they look again at once.
struct LivePages: Sendable {
    let door: ConsoleDoor
    let stream: EventStreamEndpoint

    /// The same events as those of the API, for whoever is signed in, as long as they are.
    var routes: [Route] {
        let route = door.page("/events", operation: "followFromPage", "Events, for pages that are open.") {
            call, visit in
            let door = door
            return try await stream.answer(call, visit.disclosure) {
                let caller = try? await door.visit(call).caller
                return caller?.may(.viewer) == true
            }
        }
        return [
            route.answering { [door] call in
                // Of no use here is a page to sign in at. After this answer a browser does not come back by itself; the page does,
                // now and then.
                if let visit = try? await door.visit(call), visit.caller == nil { return Answer(.noContent) }
                return try await route.handle(call)
            }
        ]
    }
}
