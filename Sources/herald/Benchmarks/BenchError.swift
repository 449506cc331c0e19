import NIOCore

/// Why a benchmark's figures would mean nothing.
enum BenchError: Error, CustomStringConvertible {
    case databaseInUse
    case serviceRuns
    case rejected(Int)
    case differences(Int)
    case unexpectedAnswer(Int)
    case notReceived(Int)
    case notSent(String)
    case tooFew
    case notProjected
    case notAnswered(Int)
    case silent(TimeAmount)
    case noPosition
    case noSamples(String)
    case serviceEnded
    case shortOrders(Double, usual: Double)

    var description: String {
        switch self {
        case .databaseInUse: "this database holds messages; a benchmark needs an empty one"
        case .serviceRuns: "a herald serves from this database; a benchmark needs one for itself"
        case .rejected(let count): "\(count) of the benchmark's own messages were rejected"
        case .differences(let count): "the replay differs from the live projection in \(count) places"
        case .unexpectedAnswer(let status): "the server answered \(status)"
        case .notReceived(let count): "the peer of the benchmark received \(count) messages alone"
        case .tooFew: "no refund of these messages is told to anybody; take more messages, or another policy"
        case .notProjected: "what was answered was not projected within a minute"
        case .notAnswered(let count): "the server closed connections: \(count) requests have no answer"
        case .silent(let limit): "a request has no answer within \(limit.nanoseconds / 1_000_000_000) s"
        case .shortOrders(let messages, let usual):
            "the orders to be read have \(Figures.decimal(messages)) messages each, all others \(Figures.decimal(usual))"
        case .noPosition: "an answer of POST /oms does not say where the message is in the log"
        case .noSamples(let name): "nothing was measured of '\(name)'"
        case .serviceEnded: "a part of the service ended while it was measured"
        case .notSent(let text): "the benchmark's own message was not sent: \(text)"
        }
    }
}
