/// The API as people read it: what may be asked, by whom, and what is answered.
public struct ReferencePage: ConsolePage {
    public static let template = "reference"
    public var title: String { "API" }
    public var section: String? { "/api" }

    /// What a shell is told once, so that the examples work.
    public var setup: String
    public var groups: [Group]
    public var things: [Thing]

    public init(setup: String, groups: [Group], things: [Thing]) {
        self.setup = setup
        self.groups = groups
        self.things = things
    }

    /// Operations about one subject.
    public struct Group: PageValue {
        public var name: String
        public var anchor: String
        public var summary: String
        public var operations: [Operation]

        public init(name: String, anchor: String, summary: String, operations: [Operation]) {
            self.name = name
            self.anchor = anchor
            self.summary = summary
            self.operations = operations
        }
    }

    public struct Operation: PageValue {
        /// As the description names it.
        public var name: String
        public var method: String
        public var path: String
        public var summary: String
        /// Who may call it.
        public var access: String
        public var parameters: Parameters?
        public var answers: [Answer]
        /// A command that calls it.
        public var call: String
        public var answer: String?

        public init(
            name: String, method: String, path: String, summary: String, access: String, parameters: Parameters?,
            answers: [Answer], call: String, answer: String?
        ) {
            self.name = name
            self.method = method
            self.path = path
            self.summary = summary
            self.access = access
            self.parameters = parameters
            self.answers = answers
            self.call = call
            self.answer = answer
        }
    }

    /// What an operation takes, in path, query, headers and body.
    public struct Parameters: PageValue {
        public var caption: String
        public var rows: [Row]

        public init(caption: String, rows: [Row]) {
            self.caption = caption
            self.rows = rows
        }

        public struct Row: PageValue {
            public var name: String
            public var place: String
            public var type: String
            public var meaning: String
            public var isRequired: Bool

            public init(name: String, place: String, type: String, meaning: String, isRequired: Bool) {
                self.name = name
                self.place = place
                self.type = type
                self.meaning = meaning
                self.isRequired = isRequired
            }
        }
    }

    /// What is answered with one status.
    public struct Answer: PageValue {
        public var status: String
        public var meaning: String
        public var types: [TypeText]

        public init(status: String, meaning: String, types: [TypeText]) {
            self.status = status
            self.meaning = meaning
            self.types = types
        }
    }

    /// A named schema.
    public struct Thing: PageValue {
        public var name: String
        public var summary: String
        public var members: [Member]

        public init(name: String, summary: String, members: [Member]) {
            self.name = name
            self.summary = summary
            self.members = members
        }

        public struct Member: PageValue {
            public var name: String
            public var types: [TypeText]
            public var meaning: String
            public var isOptional: Bool

            public init(name: String, types: [TypeText], meaning: String, isOptional: Bool) {
                self.name = name
                self.types = types
                self.meaning = meaning
                self.isOptional = isOptional
            }
        }
    }

    /// What a value is, in words, with a link where it is a thing.
    public struct TypeText: PageValue, Hashable {
        public var before: String
        public var link: Link?
        public var after: String

        public init(_ before: String, link: Link? = nil, after: String = "") {
            self.before = before
            self.link = link
            self.after = after
        }

        public struct Link: PageValue, Hashable {
            public var text: String
            public var path: String

            public init(text: String, path: String) {
                self.text = text
                self.path = path
            }
        }
    }
}
