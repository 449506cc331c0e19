internal import Communications
internal import Console

/// The effective policy of each sales channel, and where every value comes from.
struct PolicyPages: Sendable {
    let door: ConsoleDoor
    private let settings: [PolicySetting]
    /// The named ones, by name.
    private let salesChannels: [String]

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        settings = dependencies.policySettings
        salesChannels = Set(dependencies.policy.channels.keys).union(settings.compactMap(\.salesChannel)).sorted()
    }

    var routes: [Route] {
        [
            door.page(
                "/policy", operation: "showPolicy", "The settings of sales channels, and where each comes from.",
                parameters: [.query("channel", .text, "Of this sales channel; by default of those without their own.")],
                show)
        ]
    }

    private func show(_ call: Call, _ visit: Visit) async throws -> Answer {
        // A channel without settings of its own has those of all others.
        let asked = call.text("channel").flatMap { salesChannels.contains($0) ? $0 : nil }
        let others = ViewLink(
            text: salesChannels.isEmpty ? "All sales channels" : "All others", path: "/policy", isShown: asked == nil)
        let named = salesChannels.map { name in
            ViewLink(
                text: name, path: "/policy?channel=\(LocalPath.encoded(name))", isShown: name == asked)
        }
        let own = asked.map { asked in settings.filter { $0.salesChannel == asked } } ?? []
        let ownByName = Dictionary(own.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let defaults = settings.filter { $0.salesChannel == nil }
        let known = Set(defaults.map(\.name))
        let effective = defaults.map { ownByName[$0.name] ?? $0 } + own.filter { !known.contains($0.name) }
        let page = PolicyPage(
            salesChannels: [others] + named,
            caption: asked.map { "Settings of \($0)" } ?? others.text, rows: effective.map { PolicyPage.Row($0) })
        return door.writer.answer(page, visit)
    }
}

extension PolicyPage.Row {
    init(_ setting: PolicySetting) {
        let origin: Chip =
            if setting.salesChannel != nil {
                Chip("its own", .running)
            } else if setting.isDefault {
                Chip("default", .quiet)
            } else {
                Chip("for all", .good)
            }
        self.init(
            name: setting.name, value: setting.value, meaning: setting.meaning, origin: origin,
            source: setting.isDefault ? nil : setting.source)
    }
}
