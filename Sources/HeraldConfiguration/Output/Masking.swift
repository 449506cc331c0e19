/// Hides secrets in whatever people see.
enum Masking {
    /// What stands for a secret.
    static let mask = "***"

    /// A database URI without its passwords.
    ///
    /// Rather too much is hidden than too little: a password that was not percent-encoded may hold any character, so
    /// everything from the first colon to the last `@` goes, and all of it where `?` stands before that `@`.
    static func url(_ text: String) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return mask }
        var result = String(text[..<start])
        var rest = text[start...]
        if let at = rest.lastIndex(of: "@") {
            let user = rest[..<at]
            guard !user.contains("?") else { return result + mask }
            if let colon = user.firstIndex(of: ":") {
                result += user[...colon] + mask
            } else {
                result += user
            }
            rest = rest[at...]
        }
        guard let question = rest.firstIndex(of: "?") else { return result + rest }
        let parameters = rest[rest.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false)
        let masked = parameters.map { parameter -> String in
            let name = parameter.prefix { $0 != "=" }
            return name.lowercased().contains("password") ? "\(name)=\(mask)" : String(parameter)
        }
        return result + rest[...question] + masked.joined(separator: "&")
    }
}
