extension Codec where Value == [AccessToken] {
    /// Tokens, each with `hash`, `role` and `name`.
    static var tokens: Codec {
        let roles = AccessToken.Role.allCases.map(\.rawValue).joined(separator: ", ")
        let allowed = "a list whose items have hash (sha256: and 64 hexadecimal digits), role (\(roles)) and name"
        return Codec(
            type: "list of tokens", allowed: allowed,
            read: { raw throws(Mismatch) in
                var tokens: [AccessToken] = []
                for item in try raw.items(allowed: allowed) {
                    guard let token = AccessToken(item) else {
                        // Nothing of the item is shown: somebody may have put the token itself there.
                        throw Mismatch(shown: nil, allowed: allowed, item: tokens.count + 1)
                    }
                    tokens.append(token)
                }
                return tokens
            },
            show: { tokens in
                .tokens(tokens.map { AccessToken(hash: "sha256:" + Masking.mask, role: $0.role, name: $0.name) })
            })
    }
}

extension AccessToken {
    /// Reads an item of `auth.tokens`; nil when a member is missing, unknown or wrong.
    fileprivate init?(_ item: RawValue) {
        guard case .record(let members) = item, Set(members.keys) == ["hash", "role", "name"],
            case .text(let hash) = members["hash"], case .text(let role) = members["role"],
            case .text(let name) = members["name"]
        else { return nil }
        let digits = hash.trimmed.lowercased()
        guard digits.hasPrefix("sha256:"), digits.count == 71,
            digits.dropFirst(7).allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let role = Role(rawValue: role.trimmed), !name.trimmed.isEmpty, !name.hasControlCharacters
        else { return nil }
        self.init(hash: String(digits.dropFirst(7)), role: role, name: name.trimmed)
    }
}
