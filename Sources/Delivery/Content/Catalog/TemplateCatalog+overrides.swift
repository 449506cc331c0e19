import Communications

extension TemplateCatalog {
    /// Takes in the templates of a folder, each for itself: one that is wrong is left out, noted in ``problems``, and the
    /// built-in one goes on being used.
    public mutating func addOverrides(from folder: String) {
        let (files, problems) = OverrideFolder.files(below: folder)
        self.problems += problems
        addOverrides(files)
    }

    mutating func addOverrides(_ files: [(path: String, text: String)]) {
        // Words and partials first: what includes them may only be checked when they are there.
        for file in files.sorted(by: { (Self.rank($0.path), $0.path) < (Self.rank($1.path), $1.path) }) {
            var candidate = self
            do throws(TemplateProblem) {
                try candidate.add(file.path, file.text, isOverride: true)
                if let problem = candidate.problem(with: file.path) { throw problem }
                self = candidate
                overrides.append(file.path)
            } catch {
                problems.append(error)
            }
        }
        overrides.sort()
        offerNewLanguages()
    }

    private static func rank(_ path: String) -> Int {
        switch try? TemplatePath(path) {
        case .words, .styles: 0
        case .partial: 1
        case .part, nil: 2
        }
    }

    /// The first thing wrong with what was complete before, now that a file was added.
    private func problem(with path: String) -> TemplateProblem? {
        var used: Set<String> = []
        for kind in kinds(of: path) {
            for locale in locales where languages[kind]?.contains(locale.language) == true {
                let result = check(kind, locale)
                if let problem = result.problems.first { return problem.attributed(to: path) }
                used.formUnion(result.usedPhrases)
            }
        }
        return unusedPhrase(in: path, used)
    }

    /// The kinds that a file says something about.
    private func kinds(of path: String) -> [Kind] {
        switch try? TemplatePath(path) {
        case .words(let kind?, _), .part(let kind?, _, _): [kind]
        default: Kind.all
        }
    }

    /// A phrase that nothing includes is a slip of the pen: the mail would go on saying what it said before.
    private func unusedPhrase(in path: String, _ used: Set<String>) -> TemplateProblem? {
        guard case .words(let kind, let locale) = try? TemplatePath(path) else { return nil }
        for kind in kind.map({ [$0] }) ?? Kind.all {
            for (name, phrase) in set(kind, locale).phrases.sorted(by: { $0.key < $1.key })
            where phrase.path == path && !used.contains(name) {
                return TemplateProblem(
                    path: path, line: phrase.line,
                    message: "no template uses the phrase '\(name)'"
                        + TemplateChecker.nearest(name, in: Array(used)))
            }
        }
        return nil
    }

    /// A language of the merchant's own is used for the kinds whose words are complete, and for them alone: a mail must not
    /// change its language half-way.
    private mutating func offerNewLanguages() {
        for locale in locales where locale.region == nil {
            for kind in Kind.all where languages[kind]?.contains(locale.language) != true {
                if let problem = check(kind, locale).problems.first {
                    problems.append(
                        TemplateProblem(
                            path: "\(kind.name)/words.\(locale)",
                            message: "the language is not complete, so it is not used: \(problem)"))
                } else {
                    offer(locale.language, for: kind)
                }
            }
        }
    }
}

extension TemplateProblem {
    /// The problem as one of the file that caused it, which may be another than the one it shows in.
    fileprivate func attributed(to path: String) -> TemplateProblem {
        self.path == path ? self : TemplateProblem(path: path, message: "breaks \(self)")
    }
}
