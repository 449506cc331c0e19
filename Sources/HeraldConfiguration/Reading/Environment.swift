/// Environment variables that begin with `HERALD_` and are not configuration.
enum Environment {
    /// Names that herald itself gives another meaning.
    private static let reserved: Set<String> = [
        // The path of the configuration file, like `--config`.
        "HERALD_CONFIG",
        // What `herald bench --against` shows to a herald that it measures.
        "HERALD_TOKEN",
    ]

    /// Whether a variable is none of a key.
    ///
    /// Orchestrators describe a service called `herald` to every container beside it, in variables such as
    /// `HERALD_SERVICE_HOST`, `HERALD_PORT=tcp://…` and `HERALD_PORT_8080_TCP_ADDR`; these must not stop the start.
    static func isForeign(_ name: String, value: String) -> Bool {
        if reserved.contains(name) { return true }
        if name.hasSuffix("_SERVICE_HOST") || name.contains("_SERVICE_PORT") { return true }
        let isAddress = value.hasPrefix("tcp://") || value.hasPrefix("udp://")
        if name.hasSuffix("_PORT"), isAddress { return true }
        return name.firstMatch(of: /_PORT_[0-9]+_(TCP|UDP)/) != nil
    }
}
