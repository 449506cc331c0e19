import CCurl
import Synchronization

/// The transfers under way, with libcurl's handle for all of them. It belongs to one thread.
///
/// None is taken away from libcurl in its course. libcurl would take a mail for finished and write the line that makes a
/// message of what the server has by then, or of nothing. Cancelled transfers are ended by libcurl itself, which asks
/// ``Transfer/isCancelled`` again and again, and then closes the connection as it is.
@safe final class RunningTransfers {
    let multi: UnsafeMutableRawPointer
    /// How many ended since somebody set it to 0.
    var ended = 0
    private var transfers: [UnsafeMutableRawPointer: Transfer] = unsafe [:]

    /// Nil where libcurl has no memory.
    init?(_ options: CurlOptions) {
        guard Curl.isStarted, let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = unsafe multi
        _ = unsafe ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.maximumRunning)
        _ = unsafe ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    }

    deinit {
        unsafe transfers.values.forEach { $0.isCancelled.store(true, ordering: .relaxed) }
        while count > 0 {
            perform()
            if count > 0 { wait(atMost: .milliseconds(10)) }
        }
        _ = unsafe curl_multi_cleanup(multi)
    }

    var count: Int { unsafe transfers.count }

    func start(_ transfer: Transfer) {
        guard let handle = unsafe transfer.makeHandle(), unsafe curl_multi_add_handle(multi, handle) == CURLM_OK else {
            ended += 1
            return transfer.end(.failure(TransferFailure(.system)))
        }
        unsafe transfers[handle] = transfer
    }

    /// Moves everything on as far as it goes without waiting, and ends what was cancelled.
    func perform() {
        var running: Int32 = 0
        _ = unsafe curl_multi_perform(multi, &running)
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let handle = unsafe message.pointee.easy_handle,
                let transfer = unsafe transfers[handle]
            else { continue }
            end(transfer, with: unsafe message.pointee.data.result)
        }
    }

    /// Waits until something can move on, somebody wakes the thread, or time is up.
    func wait(atMost time: Duration) {
        let milliseconds = Int32(clamping: time.milliseconds)
        _ = unsafe curl_multi_poll(multi, nil, 0, max(1, milliseconds), nil)
    }

    private func end(_ transfer: Transfer, with code: CURLcode) {
        guard let handle = unsafe transfer.handle else { return }
        let result = transfer.result(code)
        _ = unsafe curl_multi_remove_handle(multi, handle)
        _ = unsafe transfers.removeValue(forKey: handle)
        transfer.freeHandle()
        ended += 1
        transfer.end(result)
    }
}

/// libcurl as a whole.
enum Curl {
    /// Whether it could be prepared; happens once.
    static let isStarted = ccurl_start() == CURLE_OK
}

extension Duration {
    /// Whole milliseconds, rounded up.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(clamping: seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
