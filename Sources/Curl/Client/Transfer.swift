import CCurl
import InternetAddresses
import Synchronization

/// One request or mail on its way. Until it is submitted it belongs to whoever made it, then to the loop's thread.
@safe final class Transfer: @unchecked Sendable {
    let request: TransferRequest
    let options: CurlOptions
    let isCancelled = Atomic<Bool>(false)
    /// Called once, with what came of it.
    var onEnd: ((Result<TransferAnswer, TransferFailure>) -> Void)?
    private(set) var handle: UnsafeMutableRawPointer?
    var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
    var head = AnswerHead()
    var body: [UInt8] = []
    /// How much of a mail libcurl has taken, and whether it knows that this was all.
    var offset = 0
    var isRead = false
    /// Whether a mail server was told the recipient, so that what it says from then on is about this mail.
    var hasNamedRecipient = false
    var hasRefusedAddress = false

    /// Nil where the request has characters that could end a header or command.
    init?(_ request: TransferRequest, _ options: CurlOptions) {
        guard request.isWritable else { return nil }
        self.request = request
        self.options = options
    }

    deinit { freeHandle() }

    func end(_ result: Result<TransferAnswer, TransferFailure>) {
        onEnd?(result)
        onEnd = nil
    }

    /// Makes libcurl's handle with all options; nil where one cannot be set.
    func makeHandle() -> UnsafeMutableRawPointer? {
        unsafe handle = curl_easy_init()
        guard let handle = unsafe handle else { return nil }
        let settings = unsafe Settings(handle)
        setCommon(settings)
        switch request {
        case .post(let post): set(post, settings)
        case .get(let get): set(get, settings)
        case .mail(let mail): set(mail, settings)
        }
        guard settings.isComplete else { return nil }
        return unsafe handle
    }

    func freeHandle() {
        if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
        unsafe handle = nil
        while let list = unsafe lists.popLast() { unsafe curl_slist_free_all(list) }
    }

    private func setCommon(_ settings: Settings) {
        settings.set(CURLOPT_NOSIGNAL, 1)
        // Nobody waits for the name of a server when the transfer has ended.
        settings.set(CURLOPT_QUICK_EXIT, 1)
        // Neither a proxy nor a password of the environment: what is connected to is what configuration says.
        settings.set(CURLOPT_PROXY, "")
        settings.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        settings.set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
        settings.set(CURLOPT_TIMEOUT_MS, options.timeout.milliseconds)
        settings.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = options.authorities { settings.set(CURLOPT_CAINFO, authorities) }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        for option in [
            CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_OPENSOCKETDATA,
            CURLOPT_XFERINFODATA, CURLOPT_DEBUGDATA,
        ] {
            unsafe settings.set(option, pointer: context)
        }
        unsafe settings.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            unsafe Transfer.at(context).take(unsafe UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        unsafe settings.set(CURLOPT_HEADERFUNCTION) { line, size, count, context in
            unsafe Transfer.at(context).head.take(unsafe UnsafeRawBufferPointer(start: line, count: size * count))
        }
        unsafe settings.set(CURLOPT_READFUNCTION) { space, size, count, context in
            unsafe Transfer.at(context).fill(unsafe UnsafeMutableRawBufferPointer(start: space, count: size * count))
        }
        // The way to end it in its course, see `RunningTransfers`.
        settings.set(CURLOPT_NOPROGRESS, 0)
        unsafe settings.setProgressFunction { context, _, _, _, _ in
            unsafe Transfer.at(context).isCancelled.load(ordering: .relaxed) ? 1 : 0
        }
        unsafe settings.setSocketFunction { context, _, address in
            unsafe Transfer.at(context).openSocket(address)
        }
    }

    static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
    }

    /// Keeps what fits of the answer's body, and stops reading behind it.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        let room = options.maximumAnswer - body.count
        unsafe body.append(contentsOf: bytes.prefix(room))
        return min(bytes.count, room)
    }
}
