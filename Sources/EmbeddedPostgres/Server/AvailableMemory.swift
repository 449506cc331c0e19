import Glibc

/// How much memory this process may use.
enum AvailableMemory {
    /// Bytes: the machine's memory, or less where a control group says so (a container, a unit with `MemoryMax`).
    static func bytes() -> Int {
        let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        return min(machine, limit(text: FileSystem.text) ?? machine)
    }

    /// The least limit of the control groups that this process is in, in bytes; nil: there is none.
    ///
    /// In a container the path of `/proc/self/cgroup` may be the host's, and the group itself be mounted as the root: so the
    /// root is asked too. Versions 1 and 2 differ in the names of files (cgroups(7)).
    static func limit(text: (String) -> String?) -> Int? {
        var limits: [Int] = []
        for line in (text("/proc/self/cgroup") ?? "0::/").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isSecond = parts[1].isEmpty
            guard isSecond || parts[1].split(separator: ",").contains("memory") else { continue }
            let (root, file) =
                isSecond ? ("/sys/fs/cgroup", "memory.max") : ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            // A group is bound by those it is in too.
            var names = parts[2].split(separator: "/")
            while true {
                let path = ([Substring(root)] + names + [Substring(file)]).joined(separator: "/")
                // Without a limit it says "max", or a number beyond any memory.
                if let limit = text(path).flatMap({ Int($0.prefix(while: \.isNumber)) }) { limits.append(limit) }
                if names.popLast() == nil { break }
            }
        }
        return limits.min()
    }
}
