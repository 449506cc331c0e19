public import OMSMessages
internal import Postgres

/// What became of one block.
struct ImportedBlock: Sendable {
    var index: Int
    var endOffset: Int
    var endLine: Int
    var appended = 0
    var duplicates = 0
    var rejected: [RejectedLine] = []
    /// The same for the list of refused inputs.
    var refusedInputs: [RejectedInput] = []
    var failure: AppendError?
}

/// The messages of a block.
struct ParsedBlock {
    var messages: [NewMessage] = []
    /// The line of every message.
    var lineNumbers: [Int] = []
    var outcome: ImportedBlock

    /// Reads every line as a message.
    init(_ block: LineBlock, index: Int, options: ImportOptions, shards: Int, now: Int64) {
        outcome = ImportedBlock(index: index, endOffset: block.endOffset, endLine: block.endLine)
        messages.reserveCapacity(block.lines.count)
        lineNumbers.reserveCapacity(block.lines.count)
        let reader = OMSMessageReader(limits: .init(maximumBytes: options.maximumLineBytes))
        unsafe block.bytes.withUnsafeBytes { bytes in
            for line in block.lines {
                guard let range = line.range else {
                    let nothing = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
                    unsafe reject(line, .tooLarge, "longer than \(options.maximumLineBytes) bytes", nothing, now)
                    continue
                }
                let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
                do throws(OMSMessageError) {
                    let envelope = try unsafe reader.envelope(of: text)
                    messages.append(
                        NewMessage(
                            envelope: envelope, payload: unsafe Array(text), receivedAt: now,
                            isHistorical: !options.isLive, shards: shards))
                    lineNumbers.append(line.number)
                } catch {
                    unsafe reject(line, RejectedInput.Kind(error), error.description, text, now, error.offset)
                }
            }
        }
    }

    private mutating func reject(
        _ line: LineBlock.Line, _ kind: RejectedInput.Kind, _ reason: String, _ text: UnsafeRawBufferPointer,
        _ now: Int64, _ offset: Int? = nil
    ) {
        outcome.rejected.append(RejectedLine(line: line.number, kind: kind, reason: reason))
        outcome.refusedInputs.append(
            RejectedInput(
                kind, reason: "line \(line.number): \(reason)", input: unsafe text.bytes, size: line.size,
                origin: .import, rejectedAt: now, errorOffset: offset))
    }

    /// Adds what the log answered.
    func completed(_ outcomes: [AppendTicket.Outcome]) -> ImportedBlock {
        var block = outcome
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success(let result):
                if result.isDuplicate { block.duplicates += 1 } else { block.appended += 1 }
            case .failure(.refused(let error)):
                block.rejected.append(
                    RejectedLine(line: lineNumbers[index], kind: .refused, reason: error.description))
            case .failure(let error):
                block.failure = block.failure ?? error
            }
        }
        block.rejected.sort { $0.line < $1.line }
        return block
    }
}

extension RejectedInput.Kind {
    /// The kind of what a message reader refuses.
    public init(_ error: OMSMessageError) {
        switch error {
        case .notJSON: self = .parseError
        case .tooDeep, .tooLarge: self = .tooLarge
        case .notARequest: self = .invalidRequest
        }
    }
}

extension OMSMessageError {
    /// Where in the bytes the error was noticed, if known.
    fileprivate var offset: Int? {
        if case .notJSON(_, let offset) = self { offset } else { nil }
    }
}
