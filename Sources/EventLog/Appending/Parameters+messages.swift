internal import Postgres

extension Parameters {
    /// The binds of `append_messages`: an array a column. Every payload is copied once, into the buffer that is sent.
    init(appending messages: some Collection<NewMessage>) {
        self.init()
        reserveCapacity(bytes: messages.reduce(4096) { $0 + $1.payload.count + 256 })
        append(array: messages.lazy.map(\.shard))
        appendBytesArray { digests in
            for message in messages {
                let halves = [message.digest.high.bigEndian, message.digest.low.bigEndian] as InlineArray<2, UInt64>
                unsafe digests.append(halves.span.bytes)
            }
        }
        append(array: messages.lazy.map { PostgresTimestamp(microsecondsSince1970: $0.receivedAt) })
        append(array: messages.lazy.map(\.isHistorical))
        append(array: messages.lazy.map(\.method))
        append(array: messages.lazy.map(\.salesChannel))
        append(array: messages.lazy.map(\.orderID))
        append(array: messages.lazy.map(\.messageID))
        appendBytesArray { payloads in
            for message in messages { payloads.append(message.payload) }
        }
    }
}
