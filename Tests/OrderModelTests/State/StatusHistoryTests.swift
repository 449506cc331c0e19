import OMSMessages
import Testing

@testable import OrderModel

@Suite("Occurrences: runs of an error")
struct StatusHistoryTests {
    private func point(_ status: String, _ reason: String?, at date: Int64) -> StatusHistory.Point {
        let status = Code(status)
        let reason = reason.map { Code($0) }
        let stamp = StatusVocabulary.order.stamp(status, reason: reason, date: Timestamp(microseconds: date))
        return StatusHistory.Point(stamp: stamp, status: status, reason: reason)
    }

    @Test("Whatever the order of arrival, the runs are counted by date, and never become fewer")
    func arrival() {
        let points = [
            point("ERROR", "CAPTUREFAILURE", at: 1), point("ERROR", "CAPTURE_FAILURE", at: 2),
            point("LOGISTICS", nil, at: 3),
            point("ERROR", "CAPTUREFAILURE", at: 4), point("ERROR", "IMPORTFAIL", at: 5),
            point("ERROR", "CAPTUREFAILURE", at: 6),
        ]
        for rotation in points.indices {
            var history = StatusHistory()
            var runs = 0
            for point in points[rotation...] + points[..<rotation] {
                history.insert(point)
                #expect(history.errorRuns(reason: "CAPTUREFAILURE") >= runs)
                runs = history.errorRuns(reason: "CAPTUREFAILURE")
            }
            #expect(runs == 3)
            #expect(history.errorRuns(reason: "IMPORTFAIL") == 1)
            #expect(history.errorReasons == ["CAPTUREFAILURE", "IMPORTFAIL"])
        }
    }

    @Test("The history is bounded, and the runs it dropped stay counted")
    func bounded() {
        var history = StatusHistory()
        for index in 0..<Int64(3 * StatusHistory.limit) {
            history.insert(
                point(index % 2 == 0 ? "ERROR" : "LOGISTICS", index % 2 == 0 ? "CAPTUREFAILURE" : nil, at: index))
            #expect(history.points.count <= StatusHistory.limit)
            #expect(history.errorRuns(reason: "CAPTUREFAILURE") == Int(index / 2) + 1)
        }
        #expect(history.points.count > 0)
    }
}
