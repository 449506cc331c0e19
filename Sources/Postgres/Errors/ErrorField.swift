internal import CLibPQ

/// The fields of an error or notice, by the letters of the frontend/backend protocol (`PG_DIAG_…`).
enum ErrorField: Character {
    case severity = "V"
    case sqlState = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case context = "W"
    case schema = "s"
    case table = "t"
    case column = "c"
    case constraint = "n"

    func text(in result: OpaquePointer) -> String? {
        guard let code = rawValue.asciiValue, let field = unsafe PQresultErrorField(result, Int32(code)) else {
            return nil
        }
        return unsafe String(cString: field)
    }
}

extension PostgresError {
    /// The error that a result of libpq describes. `isConnectionBad` says whether the connection went down with it.
    init(result: OpaquePointer, isConnectionBad: Bool, statement: String) {
        let state = unsafe ErrorField.sqlState.text(in: result).map(SQLState.init(rawValue:))
        let severity = unsafe ErrorField.severity.text(in: result)
        let message =
            unsafe ErrorField.message.text(in: result)
            ?? String(cString: PQresultErrorMessage(result)).trimmingLineEnd
        let kind: Kind
        if isConnectionBad || severity == "FATAL" || severity == "PANIC" {
            kind = .connectionLost
        } else if let state {
            kind = .server(state)
        } else {
            kind = .protocolViolation
        }
        self.init(kind, message, sqlState: state, statementName: statement)
        detail = unsafe ErrorField.detail.text(in: result)
        hint = unsafe ErrorField.hint.text(in: result)
        context = unsafe ErrorField.context.text(in: result)
        schema = unsafe ErrorField.schema.text(in: result)
        table = unsafe ErrorField.table.text(in: result)
        column = unsafe ErrorField.column.text(in: result)
        constraint = unsafe ErrorField.constraint.text(in: result)
    }
}

extension String {
    /// libpq ends its messages with a line feed.
    var trimmingLineEnd: String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
