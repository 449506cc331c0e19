import Glibc

/// The wall clock.
enum Clock {
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
