import Testing

@testable import EmbeddedPostgres

@Suite("Limits of memory")
struct AvailableMemoryTests {
    @Test(
        "The least limit of the groups that the process is in counts",
        arguments: [
            ([:], nil),
            (["/sys/fs/cgroup/memory.max": "1000\n"], 1000),
            (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "max\n"], nil),
            (
                [
                    "/proc/self/cgroup": "0::/system.slice/herald.service\n",
                    "/sys/fs/cgroup/system.slice/herald.service/memory.max": "2000\n",
                    "/sys/fs/cgroup/system.slice/memory.max": "1500\n",
                ], 1500
            ),
            (
                [
                    "/proc/self/cgroup": "5:cpu,cpuacct:/a\n4:memory:/docker/ab:cd\n0::/\n",
                    "/sys/fs/cgroup/memory/docker/ab:cd/memory.limit_in_bytes": "9223372036854771712\n",
                    "/sys/fs/cgroup/memory/memory.limit_in_bytes": "3000\n",
                    "/sys/fs/cgroup/memory/a/memory.limit_in_bytes": "7\n",
                ], 3000
            ),
            (["/proc/self/cgroup": "nonsense\n", "/sys/fs/cgroup/memory.max": "1000\n"], nil),
        ] as [([String: String], Int?)])
    func limits(files: [String: String], limit: Int?) {
        #expect(AvailableMemory.limit { files[$0] } == limit)
    }

    @Test("This machine has some")
    func own() { #expect(AvailableMemory.bytes() > 64 << 20) }
}
