/// The text of `postgresql.conf` and the two files that say who may connect.
struct ServerSettings {
    var options: ClusterOptions
    var majorVersion: Int
    var memory: Int = AvailableMemory.bytes()

    /// Settings in file order; the right sides are not quoted yet.
    var values: [(name: String, value: String)] {
        let megabytes = memory >> 20
        let isDurable = options.durability == .durable
        return [
            ("max_connections", "\(options.maxConnections)"),
            // A quarter of the memory is the usual start. Timelines and rebuilds visit the log order by order, and so each page
            // of it many times; one that is in the file cache alone costs a system call and a copy of 8 kB each time.
            // Memory is taken as it is needed: of what a small database does not fill, some hundredth is used.
            ("shared_buffers", "\(min(8192, max(32, megabytes / 4)))MB"),
            ("effective_cache_size", "\(max(64, megabytes / 2))MB"),
            ("work_mem", "16MB"),
            ("maintenance_work_mem", "\(min(128, max(16, megabytes / 16)))MB"),
            // Sized for two cores, which a rebuild keeps busy with two connections.
            ("max_worker_processes", "4"),
            ("max_parallel_workers", "2"),
            ("max_parallel_workers_per_gather", "1"),
            ("max_parallel_maintenance_workers", "0"),
            ("jit", "off"),
            ("random_page_cost", "1.1"),
            ("fsync", isDurable ? "on" : "off"),
            ("full_page_writes", isDurable ? "on" : "off"),
            ("synchronous_commit", "on"),
            ("wal_compression", majorVersion >= 15 ? "lz4" : "on"),
            ("default_toast_compression", "lz4"),
            ("max_wal_size", "2GB"),
            ("min_wal_size", "256MB"),
            ("checkpoint_timeout", "15min"),
            // Queues and checkpoints are small tables written all the time: vacuum them early and without long pauses.
            ("autovacuum_max_workers", "2"),
            ("autovacuum_naptime", "15s"),
            ("autovacuum_vacuum_scale_factor", "0.05"),
            ("autovacuum_vacuum_insert_scale_factor", "0.1"),
            ("autovacuum_analyze_scale_factor", "0.05"),
            ("autovacuum_vacuum_cost_limit", "1000"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("lc_messages", "C"),
            ("log_line_prefix", "%m [%p] %q%d "),
            // The detail of an error quotes rows, which may hold personal data.
            ("log_error_verbosity", "terse"),
        ] + options.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// `postgresql.conf`, written anew at every start.
    var configuration: String {
        """
        # Written by herald at every start. Put your own settings into local.conf beside this file.
        \(values.map { "\($0.name) = '\($0.value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'" }
            .joined(separator: "\n"))
        include_if_exists = 'local.conf'

        """
    }

    /// `pg_hba.conf`: only through the socket, only operating system accounts that the map names.
    static let access = "# Written by herald at every start.\nlocal all all peer map=herald\n"

    /// `pg_ident.conf`: the accounts that run herald and the server may be either role.
    static func accountMap(accounts: Set<String>) -> String {
        "# Written by herald at every start.\n"
            + accounts.sorted().flatMap { account in
                [EmbeddedCluster.superuser, EmbeddedCluster.role].map { "herald \"\(account)\" \($0)\n" }
            }.joined()
    }
}
