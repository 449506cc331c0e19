import Communications

extension Configuration {
    /// What is wrong with the addresses that mails come from and go to. Mail servers of others take no sender whose domain
    /// is none of the internet, and nobody is reached at one.
    var senderProblems: [ConfigurationProblem] {
        guard let host = settings.channels.smtp.host, !Self.isLoopback(host) else { return [] }
        var problems = senderProblems(settings.policy.others, "policy.defaults.", known: [])
        let known = Set(problems.map(\.message))
        for (name, policy) in settings.policy.channels.sorted(by: { $0.key < $1.key }) {
            problems += senderProblems(policy, "policy.channels.\(KeyName.text([name])).", known: known)
        }
        return problems
    }

    /// - Parameter known: messages about what a named sales channel starts from, which are given once.
    private func senderProblems(
        _ policy: ChannelPolicy, _ section: String, known: Set<String>
    ) -> [ConfigurationProblem] {
        func isMailed(_ kind: Kind) -> Bool { policy.deliveryChannels(for: kind).contains("smtp") }
        var found: [(key: String, address: String)] = []
        if Kind.all.contains(where: isMailed) { found.append(("shop.from_address", policy.shop.fromAddress)) }
        if CustomerServiceKind.allCases.contains(where: { isMailed(.customerService($0)) }) {
            found += policy.customerService.map { ("customer_service", $0.address) }
        }
        return found.filter { !$0.address.drop { $0 != "@" }.contains(".") }.map { key, address in
            problem(
                section + key,
                "\(address) is no address of the internet, and the channel smtp is used; give one, such as shop@example.com"
            )
        }.filter { !known.contains($0.message) }
    }
}
