internal import Delivery
internal import OMSMessages

/// What operators see of delivery channels, and do about them.
struct ChannelEndpoints: Sendable {
    let channels: ChannelControl?
    let bodies: BodyReader
    let retryAfter: Int

    enum Change: String, CaseIterable, Sendable {
        case pause
        case resume
    }

    func list(_ call: Call) async throws -> Answer {
        let channels = try await control().list()
        return Answer.json(capacity: 512 * channels.count) { json in
            json.object { json in
                json.member("channels", array: { json in for channel in channels { channel.write(to: &json) } })
            }
        }
    }

    func perform(_ change: Change, _ call: Call) async throws -> Answer {
        let control = try control()
        let body = try await ActionBody(call, bodies, members: ["endpoint"])
        let destination = Destination(channel: call.path("channel"), endpoint: body.text("endpoint"))
        let result =
            switch change {
            case .pause: try await control.pause(destination, by: body.actor, reason: body.reason)
            case .resume: try await control.resume(destination, by: body.actor, reason: body.reason)
            }
        return Answer.json { json in
            json.object { json in
                json.member("channel", result.destination.channel)
                json.member("endpoint", result.destination.endpoint)
                json.member("state", result.state.rawValue)
                json.member("repeated", result.isRepetition)
            }
        }
    }

    private func control() throws(Problem) -> ChannelControl {
        guard let channels else {
            throw Problem.unavailable("this node knows no delivery channels; ask another", retryAfter: retryAfter)
        }
        return channels
    }
}
