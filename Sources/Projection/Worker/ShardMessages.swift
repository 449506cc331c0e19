/// Messages of one shard that follow one another.
struct ShardMessages {
    let shard: Int16
    /// They begin behind this position.
    let start: Int64
    /// In log order; none if nothing has come.
    var messages: [FoldedMessage]

    /// The position of the last one.
    var end: Int64 { messages.last?.position ?? start }
    /// Of the orders that they speak of, each id once, ascending.
    var orderIDs: [String] { Set(messages.compactMap(\.orderID)).sorted() }
}
