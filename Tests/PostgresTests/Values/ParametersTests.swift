import Testing

@testable import Postgres

@Suite("Parameters and values")
struct ParametersTests {
    @Test("an array literal takes values of different types, optionals and literals")
    func literal() {
        let shard: Int16 = 3
        let missing: String? = nil
        let parameters: Parameters = [shard, .int64(5), 7, "text", missing, true, [1, 2] as [UInt8]]
        #expect(parameters.slots.map(\.type) == [21, 20, 20, 25, 25, 16, 17])
        #expect(parameters.slots.map(\.length) == [2, 8, 8, 4, -1, 1, 2])
        #expect(Array(parameters.encoder.bytes[0..<10]) == [0, 3, 0, 0, 0, 0, 0, 0, 0, 5])
    }

    @Test("a builder that throws leaves the parameters as they were")
    func failedBuilder() {
        struct Failure: Error {}
        var parameters: Parameters = ["before"]
        #expect(throws: Failure.self) {
            try parameters.appendBytesArray { (builder) throws(Failure) in
                builder.append("lost")
                throw Failure()
            }
        }
        parameters.append(Int16(1))
        #expect(parameters.count == 2)
        #expect(parameters.byteCount == 8)
    }

    @Test("a batch of payloads grows the buffer once when room was reserved")
    func reservedBatch() {
        var parameters = Parameters()
        let payload = [UInt8](repeating: 7, count: 2000)
        parameters.appendBytesArray { builder in
            builder.reserve(elements: 1000, bytes: 2_000_000)
            let capacity = builder.encoder.bytes.capacity
            for _ in 0..<1000 { builder.append(payload) }
            #expect(builder.encoder.bytes.capacity == capacity)
        }
        #expect(parameters.byteCount == 20 + 1000 * 2004)
    }

    @Test(
        "a UUID reads and writes its text form",
        arguments: [
            "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "5d7c2e90-1f2a-4b3c-8d4e-0123456789ab",
        ])
    func uuidText(text: String) throws {
        let uuid = try #require(PostgresUUID(text))
        #expect(uuid.description == text)
        #expect(PostgresUUID(text.uppercased()) == uuid)
        #expect(PostgresUUID(bytes: uuid.bytes) == uuid)
    }

    @Test(
        "what is not a UUID is refused",
        arguments: [
            "", "5d7c2e90", "5d7c2e90-1f2a-4b3c-8d4e-0123456789abc", "5d7c2e901f2a-4b3c-8d4e-0123456789ab-",
            "5d7c2e90-1f2a-4b3c-8d4e-0123456789ag", "５d7c2e90-1f2a-4b3c-8d4e-012345678",
        ])
    func notUUID(text: String) {
        #expect(PostgresUUID(text) == nil)
        #expect(PostgresUUID(bytes: Array(text.utf8.prefix(15))) == nil)
    }

    @Test("timestamps shift between the epochs, infinities stay")
    func timestampEpochs() {
        let epoch = PostgresTimestamp(microsecondsSince1970: 0)
        #expect(epoch.microsecondsSince2000 == -946_684_800_000_000)
        #expect(PostgresTimestamp(microsecondsSince2000: epoch.microsecondsSince2000) == epoch)
        #expect(PostgresTimestamp.infinity.microsecondsSince2000 == .max)
        #expect(PostgresTimestamp.negativeInfinity.microsecondsSince2000 == .min)
        #expect(PostgresTimestamp(microsecondsSince2000: .max) == .infinity)
        #expect(PostgresTimestamp(microsecondsSince2000: .min) == .negativeInfinity)
        #expect(PostgresTimestamp(microsecondsSince1970: .min + 1).microsecondsSince2000 == .min)
    }
}
