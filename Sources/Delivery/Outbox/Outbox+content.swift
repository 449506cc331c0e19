import Communications
import OMSMessages
import OrderModel
import Postgres
import Projection
import Schema

extension Outbox {
    /// Renders what was not rendered before and stores it, so that every try sends the same bytes.
    func prepare(_ claim: inout Claim) async throws {
        let now = Timestamp.now
        var rendered: [Int] = []
        for index in claim.communications.indices
        where claim.communications[index].failure == nil
            && claim.communications[index].content.count < ContentPart.allCases.count
        {
            do {
                claim.communications[index].content = try rendering.render(claim.communications[index], at: now)
                rendered.append(index)
            } catch {
                claim.communications[index].failure = .temporary(
                    class: "template_error", text: "the text could not be rendered: \(type(of: error))")
            }
        }
        guard !rendered.isEmpty else { return }
        let communications = claim.communications
        let indices = rendered
        let stored = try await pool.transaction { connection in
            try store(indices.map { communications[$0] }, connection)
        }
        for index in rendered {
            guard let content = stored[claim.communications[index].communication.id] else { continue }
            claim.communications[index].content = content
        }
    }

    /// Stores rendered parts.
    /// - Returns: what is stored, if another worker has been faster.
    private func store(
        _ communications: [ClaimedCommunication], _ connection: isolated Connection
    ) throws -> [PostgresUUID: [ContentPart: [UInt8]]] {
        let parts = communications.flatMap { entry in
            entry.content.sorted { $0.key.rawValue < $1.key.rawValue }.map { (entry.communication, $0.key, $0.value) }
        }
        var parameters = Parameters()
        parameters.append(array: parts.map(\.0.shard))
        parameters.append(array: parts.map(\.0.id))
        parameters.append(array: parts.map(\.1.rawValue))
        parameters.appendBytesArray { builder in
            for part in parts { unsafe part.2.withUnsafeBytes { unsafe builder.append($0) } }
        }
        guard try connection.execute(SQL.storeContent, parameters) < parts.count else { return [:] }
        return try loadContent(communications.map { ($0.communication.shard, $0.communication.id) }, connection)
    }
}
