extension Codec {
    /// A value that need not be there: `none`, or an empty value in the file, takes it away.
    static func optional<Wrapped>(_ codec: Codec<Wrapped>) -> Codec<Wrapped?> {
        Codec<Wrapped?>(
            type: codec.type, allowed: codec.allowed + ", or none",
            read: { raw throws(Mismatch) in
                switch raw.scalar {
                case .null: return nil
                case .text(let text) where text.trimmed == "none": return nil
                default: break
                }
                do throws(Mismatch) { return try codec.read(raw) } catch {
                    throw Mismatch(shown: error.shown, allowed: error.allowed + ", or none", item: error.item)
                }
            },
            show: { value in value.map(codec.show) ?? .none })
    }

    /// A list: in the file a YAML list or one value, elsewhere with commas or as YAML in brackets.
    /// - Parameters:
    ///   - mayBeEmpty: whether `[]` is allowed.
    ///   - maximum: the most elements; nil: as many as the source may hold.
    static func list<Element>(
        of codec: Codec<Element>, mayBeEmpty: Bool = true, maximum: Int? = nil
    ) -> Codec<[Element]> {
        let most = maximum.map { " of at most \($0)" } ?? ""
        let allowed = "a list" + (mayBeEmpty ? "" : " of at least one") + most + ", each " + codec.allowed
        return Codec<[Element]>(
            type: "list of " + codec.type, allowed: allowed,
            read: { raw throws(Mismatch) in
                var elements: [Element] = []
                for item in try raw.items(allowed: allowed) {
                    do throws(Mismatch) { elements.append(try codec.read(item)) } catch {
                        throw Mismatch(shown: error.shown, allowed: allowed, item: elements.count + 1)
                    }
                }
                if let maximum, elements.count > maximum {
                    throw Mismatch(shown: "a list of \(elements.count)", allowed: allowed)
                }
                if elements.isEmpty, !mayBeEmpty { throw Mismatch(shown: "an empty list", allowed: allowed) }
                return elements
            },
            show: { elements in
                .list(elements.map { codec.show($0).text })
            })
    }

    /// A list in which order and repetition mean nothing; it is shown sorted.
    static func set<Element: Hashable>(of codec: Codec<Element>) -> Codec<Set<Element>> {
        let list = Codec<[Element]>.list(of: codec)
        return Codec<Set<Element>>(
            type: list.type, allowed: list.allowed,
            read: { raw throws(Mismatch) in Set(try list.read(raw)) },
            show: { elements in
                .list(elements.map { codec.show($0).text }.sorted())
            })
    }
}
