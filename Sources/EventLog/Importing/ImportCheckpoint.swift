internal import Postgres
internal import Schema

/// The row of `import_progress` for one input. It may lag behind the log: what is appended again is recognised.
struct ImportCheckpoint: Sendable {
    let pool: ConnectionPool
    let identity: MessageDigest
    let name: String
    let size: Int

    func read() async throws(ImportError) -> (progress: ImportProgress, isFinished: Bool)? {
        do {
            let rows = try await pool.withConnection { try $0.query(SQL.readImportProgress, [identity.bytes]) }
            return try rows.only.map { row in
                var progress = ImportProgress()
                progress.byteOffset = try row.int(0)
                progress.lines = try row.int(1)
                progress.appended = try row.int(2)
                progress.duplicates = try row.int(3)
                progress.rejected = try row.int(4)
                return (progress, try row.bool(5))
            }
        } catch {
            throw .progressUnavailable(error)
        }
    }

    func save(_ progress: ImportProgress, isFinished: Bool) async throws(ImportError) {
        let parameters: Parameters = [
            identity.bytes, name, size, progress.byteOffset, progress.lines, progress.appended, progress.duplicates,
            progress.rejected, isFinished,
        ]
        do {
            // In a task of its own, so that an interrupted import can still say how far it came.
            try await Task { [pool] in
                _ = try await pool.withConnection { try $0.execute(SQL.saveImportProgress, parameters) }
            }.value
        } catch {
            throw .progressUnavailable(error)
        }
    }
}
