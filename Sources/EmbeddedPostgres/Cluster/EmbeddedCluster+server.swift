import FoundationEssentials
import Glibc
import Logging
import Synchronization

/// Starting and stopping one server process.
extension EmbeddedCluster {
    var serverLog: ServerLog { ServerLog(path: layout.log, sizeLimit: options.logSizeLimit) }

    /// Brings up a server that answers, from whatever state the folder is in.
    func launch() async throws {
        let began = ContinuousClock.now
        serverLog.trim()
        try layout.createSocketDirectory(account: account)
        try await createDataIfMissing()
        let identity = try ClusterIdentity(data: layout.data)
        try await Leftovers(identity: identity, layout: layout, logger: logger).settle(within: options.stopTimeout)
        try writeSettings()

        let logStart = serverLog.size
        let output = try serverLog.openForAppending()
        defer { close(output) }
        let command = account.command(
            [
                binaries.postgres, "-D", layout.data, "-c", identity.setting, "-c", "listen_addresses=",
                "-c", "port=\(ClusterLayout.port)", "-c", "unix_socket_directories=\(layout.socketDirectory)",
                "-c", "unix_socket_permissions=0700",
            ], endsWithParent: options.endsWithParent)
        let server = try await ChildProcess.launch(command, output: output)
        currentServer.withLock { $0 = server }
        try await waitUntilReady(server, logStart: logStart)
        startedAt = .now
        try await prepareDatabase()
        let took = ContinuousClock.now - began
        logger.info(
            "PostgreSQL is ready",
            metadata: ["pid": "\(server.pid)", "version": "\(binaries.majorVersion)", "took": "\(took)"])
    }

    /// Ends the server process, if one runs; not interrupted by cancellation.
    func endServer() async {
        guard let server else { return }
        let limit = options.stopTimeout
        await Task {
            for (signal, limit) in [(SIGINT, limit), (SIGQUIT, .seconds(10)), (SIGKILL, .seconds(10))] {
                server.signal(signal)
                if await server.exitStatus(within: limit) != nil { break }
                logger.warning("PostgreSQL does not stop", metadata: ["pid": "\(server.pid)", "after": "\(limit)"])
            }
            // Sessions of a server that did not end by itself outlive it for a moment.
            if server.status?.isSuccess != true, let identity = try? ClusterIdentity(data: layout.data) {
                try? await Leftovers(identity: identity, layout: layout, logger: logger).settle(within: .seconds(10))
            }
        }.value
        currentServer.withLock { $0 = nil }
    }

    private func createDataIfMissing() async throws {
        try FileSystem.remove(layout.unfinishedData)
        guard layout.dataVersion == nil else { return }
        if FileSystem.exists(layout.data) {
            throw EmbeddedPostgresError.initializationFailed(
                dataDirectory: layout.root, output: "\(layout.data) exists but holds no PostgreSQL data.")
        }
        logger.info("creating a PostgreSQL cluster", metadata: ["folder": "\(layout.data)"])
        try FileSystem.createPrivateFolder(layout.unfinishedData, owner: account)
        // Text sorts by bytes, the same on every machine; letters are known beyond ASCII where the system can.
        let letters = unsafe newlocale(Int32(1 << LC_CTYPE), "C.UTF-8", nil)
        if let letters = unsafe letters { unsafe freelocale(letters) }
        let isUnicode = unsafe letters != nil
        var arguments = [
            binaries.initdb, "-D", layout.unfinishedData, "--username=\(Self.superuser)", "--encoding=UTF8",
            "--locale=C", "--lc-ctype=\(isUnicode ? "C.UTF-8" : "C")", "--data-checksums", "--auth-local=peer",
            "--auth-host=reject", "--no-instructions",
        ]
        if options.durability == .disposable { arguments.append("--no-sync") }
        let (status, output) = try await account.command(arguments).run()
        guard status.isSuccess else {
            throw EmbeddedPostgresError.initializationFailed(dataDirectory: layout.root, output: output)
        }
        try FileSystem.rename(layout.unfinishedData, to: layout.data)
    }

    private func writeSettings() throws {
        let settings = ServerSettings(options: options, majorVersion: binaries.majorVersion)
        let accounts: Set = [try ServerAccount.ownName(), account.name]
        let files = [
            "postgresql.conf": settings.configuration, "pg_hba.conf": ServerSettings.access,
            "pg_ident.conf": ServerSettings.accountMap(accounts: accounts),
        ]
        for (name, text) in files where FileSystem.text(of: "\(layout.data)/\(name)") != text {
            try FileSystem.write(text, to: "\(layout.data)/\(name)", owner: account)
        }
    }

    /// Waits for the server's own note that it takes connections (the eighth line of `postmaster.pid`).
    private func waitUntilReady(_ server: ChildProcess, logStart: Int) async throws {
        let began = ContinuousClock.now
        var nextNotice = began + .seconds(10)
        while true {
            let lines = (FileSystem.text(of: layout.postmasterFile) ?? "").split(
                separator: "\n", omittingEmptySubsequences: false)
            if lines.count >= 8, lines[0] == "\(server.pid)", lines[7].hasPrefix("ready") { return }
            if let status = await server.exitStatus(within: .milliseconds(10)) {
                throw EmbeddedPostgresError.startFailed(
                    dataDirectory: layout.root, status: "\(status)", log: serverLog.text(since: logStart))
            }
            try Task.checkCancellation()
            let now = ContinuousClock.now
            guard now - began < options.startTimeout else {
                throw EmbeddedPostgresError.startTimeout(
                    dataDirectory: layout.root, after: options.startTimeout, logFile: layout.log)
            }
            if now > nextNotice {
                logger.notice("PostgreSQL is still recovering", metadata: ["for": "\(now - began)"])
                nextNotice = now + .seconds(10)
            }
        }
    }
}
