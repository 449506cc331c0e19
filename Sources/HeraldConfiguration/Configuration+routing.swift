import Communications

extension Configuration {
    /// What is wrong with the delivery channels that policies name.
    var routingProblems: [ConfigurationProblem] {
        var problems = routingProblems(settings.policy.others, "policy.defaults.", unlike: nil)
        for (name, policy) in settings.policy.channels.sorted(by: { $0.key < $1.key }) {
            problems += routingProblems(
                policy, "policy.channels.\(KeyName.text([name])).", unlike: settings.policy.others)
        }
        return problems
    }

    /// - Parameter defaults: what a named sales channel starts from: what is wrong there is said once.
    private func routingProblems(
        _ policy: ChannelPolicy, _ section: String, unlike defaults: ChannelPolicy?
    ) -> [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        if policy.defaultDeliveryChannels != defaults?.defaultDeliveryChannels {
            problems += unusable(
                policy.defaultDeliveryChannels, section + "default_delivery_channels", isForCustomers: true)
        }
        for kind in Kind.all where policy.deliveryChannels[kind] != defaults?.deliveryChannels[kind] {
            problems += unusable(
                policy.deliveryChannels[kind] ?? [], section + "delivery_channels." + kind.name,
                isForCustomers: kind.audience == .customer)
        }
        // Where a kind has nothing but endpoints, and all of them are for other sales channels, it would be held for ever.
        if problems.isEmpty, policy != defaults {
            for kind in CustomerKind.allCases
            where policy.deliveryChannels(for: .customer(kind)).allSatisfy({ policy.reaches[$0] == .endpoints([]) }) {
                problems.append(
                    problem(
                        section + "delivery_channels." + kind.rawValue,
                        "nobody would be told; every endpoint of its channels is for other sales channels"))
            }
        }
        // A payment exception has no hold: without a recipient it would wait for ever.
        if problems.isEmpty, policy != defaults {
            for kind in CustomerServiceKind.allCases
            where policy.deliveries(of: .customerService(kind, policy.customerService)).isEmpty {
                problems.append(
                    problem(
                        section + "delivery_channels." + kind.rawValue,
                        "nobody would be told; name a channel that reaches customer service of this sales channel"))
            }
        }
        return problems
    }

    private func unusable(_ names: [String], _ key: String, isForCustomers: Bool) -> [ConfigurationProblem] {
        let known = settings.channels.names
        return names.compactMap { name in
            if !known.contains(name) {
                let list = known.joined(separator: ", ")
                return problem(key, "\(name) is no delivery channel that is set up; those are \(list)")
            }
            if name == "chat", isForCustomers {
                return problem(
                    key, "chat is for customer service alone; name it in delivery_channels of payment exceptions")
            }
            return nil
        }
    }
}
