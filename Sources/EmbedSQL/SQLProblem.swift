/// Something wrong with a file below `sql/`; stops the build.
struct SQLProblem: Error, CustomStringConvertible, Equatable {
    /// Path of the file, as the compiler shows it.
    var path: String
    /// What is wrong and what to do.
    var message: String

    var description: String { "\(path):1: error: \(message)" }
}
