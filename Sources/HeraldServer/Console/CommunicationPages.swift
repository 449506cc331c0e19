internal import Communications
internal import Console
internal import Delivery
internal import HTTPTypes
internal import OMSMessages
internal import Postgres
internal import Projection

/// Communications: lists of them, one with its reasons, what it said, and what people do about it.
struct CommunicationPages: Sendable {
    let door: ConsoleDoor
    let endpoints: CommunicationEndpoints
    let actions: (any CommunicationActing)?

    private var communications: CommunicationQueries { endpoints.communications }

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        endpoints = CommunicationEndpoints(dependencies)
        actions = dependencies.actions
    }

    private static let id = Parameter.path("id", .uuid, "The communication's id.")

    var routes: [Route] {
        let pages = [
            door.page(
                "/communications", operation: "showCommunications", "Communications, newest decision first.",
                parameters: CommunicationFilter.parameters + Parameter.page, list),
            door.page(
                "/communications/{id}", operation: "showCommunication", "One communication, and why it exists.",
                parameters: [Self.id, .query("done", .oneOf(Words.actions), "The action that led here.")]
            ) { call, visit in try await one(call, visit) },
            door.page(
                "/communications/{id}/content", operation: "showContent", "What was said, in a sandbox.",
                parameters: [Self.id, .query("as", .oneOf(Words.contentParts), "Which part; html by default.")],
                content),
        ]
        return pages
            + CommunicationAction.allCases.map { action in
                door.form(
                    "/communications/{id}/" + action.rawValue, operation: action.rawValue + "FromPage",
                    action.summary, fields: ActionWish.fields, parameters: [Self.id]
                ) { call, visit, form in try await act(action, call, visit, form) }
            }
    }

    private func list(_ call: Call, _ visit: Visit) async throws -> Answer {
        let limit = try call.limit()
        let found = try await communications.list(
            try call.communicationFilter(), after: try call.communicationCursor(), limit: limit + 1)
        let names = CommunicationFilter.parameters.map(\.name)
        let asked = names.compactMap { name in call.text(name).map { "\(name)=\(LocalPath.encoded($0))" } }
        var next: String?
        if found.count > limit {
            let after = "after=" + CommunicationCursor(after: found[limit - 1]).text
            next = "/communications?" + (asked + [after]).joined(separator: "&")
        }
        func choices(_ name: String, _ words: [String]) -> [Choice] {
            words.map { Choice($0, $0.replacing("_", with: " "), isChosen: call.text(name) == $0) }
        }
        let page = CommunicationsPage(
            kinds: choices("kind", Words.kinds), statuses: choices("status", Words.statuses),
            audiences: choices("audience", Words.audiences), reasons: choices("reason", Words.reasons),
            salesChannel: call.text("channel") ?? "", order: call.text("order") ?? "", since: call.text("since") ?? "",
            until: call.text("until") ?? "", isFiltered: !asked.isEmpty,
            table: CommunicationTable(
                found.prefix(limit).map { CommunicationRow($0) },
                caption: asked.isEmpty ? "All, newest decision first" : "Those asked for, newest decision first",
                next: next))
        return door.writer.answer(page, visit)
    }

    /// - Parameter refused: an action that was refused, with what had been entered.
    private func one(_ call: Call, _ visit: Visit, refused: ActionWish? = nil) async throws -> Answer {
        guard let explanation = try await endpoints.explainer.explain(try call.id()), let stored = explanation.stored
        else { throw Problem.notFound("there is no communication with this id") }
        let disclosure = visit.disclosure
        var page = CommunicationPage(disclosure.disclosed(stored), Why(explanation))
        page.attempts = AttemptTable(explanation.attempts.map { AttemptTable.Row(disclosure.disclosed($0)) })
        if disclosure == .masked {
            page.noContent = "It speaks to a person by name; with the role 'viewer' it is not shown."
        } else {
            page.content = try await storedContent(of: stored)
            if page.content == nil { page.noContent = Self.noContent(stored) }
        }
        if let actions {
            let recorded = try await actions.recorded(on: stored)
            page.history = ActionTable(recorded.map { ActionTable.Row($0) })
            if visit.caller?.role?.allows(.agent) == true {
                page.actions = CommunicationAction.allCases.filter { $0.makesSense(for: stored) }.map { action in
                    ActionForm(action, stored, formToken: visit.formToken, known: recorded.count, refused: refused)
                }
            }
        }
        if let refused {
            return door.writer.answer(
                page, visit, status: refused.problem?.kind.status ?? .badRequest,
                notice: Notice(refused.problem?.detail.sentence ?? "", isProblem: true))
        }
        let done = try call.word("done", of: Words.actions).flatMap(CommunicationAction.init(rawValue:))
        return door.writer.answer(page, visit, notice: done.map { Notice($0.done) })
    }

    private func storedContent(of stored: StoredCommunication) async throws -> CommunicationPage.StoredContent? {
        func text(_ part: ContentPart) async throws -> String? {
            try await communications.content(part, of: stored).map { String(decoding: $0, as: UTF8.self) }
        }
        guard let text = try await text(.text) else { return nil }
        let path = PagePath.communication(stored.id.description) + "/content?as="
        // What only programs and telephones got has neither.
        let isMail = try await communications.content(.html, of: stored) != nil
        return CommunicationPage.StoredContent(
            subject: try await self.communications.content(.subject, of: stored)
                .map { String(decoding: $0, as: UTF8.self) },
            htmlPath: isMail ? path + "html" : nil, text: text,
            textMessage: try await self.communications.content(.textMessage, of: stored)
                .map { String(decoding: $0, as: UTF8.self) },
            sources: (isMail ? [Fact("EML", "the whole mail", path: path + "eml")] : [])
                + [Fact("JSON", "as it is exported", path: path + "json")])
    }

    private static func noContent(_ stored: StoredCommunication) -> String {
        switch stored.status {
        case .sent, .sending: "Nothing is stored of it; its personal data may have been erased."
        case .pending: "It is written when it leaves."
        default: "It was not sent, so there is nothing that anybody could have read."
        }
    }

    /// The API's answer, which is a sandbox already; the page of this server may frame it.
    private func content(_ call: Call, _ visit: Visit) async throws -> Answer {
        guard visit.disclosure == .complete else {
            throw Problem(.forbidden, "what was said to a person is not shown to the role 'viewer'")
        }
        var answer = try await endpoints.content(call)
        answer.headers.append((HTTPField.Name("X-Frame-Options")!, "SAMEORIGIN"))
        return answer
    }

    private func act(
        _ action: CommunicationAction, _ call: Call, _ visit: Visit, _ form: FormFields
    ) async throws -> Answer {
        var wish = ActionWish(action, form)
        guard let actions else {
            throw Problem.unavailable(
                "this node does not act on communications; ask another", retryAfter: door.retryAfter)
        }
        do {
            let reason = try form.reason()
            let result = try await actions.perform(
                action, on: try call.id(), to: wish.address,
                request: ActionRequest(
                    actor: visit.caller?.name ?? "", reason: reason,
                    idempotencyKey: wish.key, digest: wish.digest))
            let shown = result.resultID ?? result.communicationID
            return door.writer.redirect(
                to: PagePath.communication(shown.description) + "?done=" + action.rawValue)
        } catch let error where error is ActionError || error is Problem {
            wish.problem = Problem(error, retryAfter: door.retryAfter)
            return try await one(call, visit, refused: wish)
        }
    }
}
