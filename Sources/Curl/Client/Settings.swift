import CCurl

/// Sets options of one of libcurl's handles, and remembers whether all could be set.
@safe final class Settings {
    private let handle: UnsafeMutableRawPointer
    private(set) var isComplete = true

    init(_ handle: UnsafeMutableRawPointer) { unsafe self.handle = unsafe handle }

    func set(_ option: CURLoption, _ number: Int) { note(unsafe ccurl_set_long(handle, option, number)) }

    func set(_ option: CURLoption, size: Int) { note(unsafe ccurl_set_size(handle, option, size)) }

    /// - Parameter text: without zero bytes; libcurl copies it.
    func set(_ option: CURLoption, _ text: String) { note(unsafe ccurl_set_text(handle, option, text)) }

    func setBody(_ bytes: [UInt8]) {
        // An empty body must not be a null pointer, which would mean that libcurl asks for it.
        note(unsafe ccurl_set_body(handle, bytes.isEmpty ? [0] : bytes, bytes.count))
    }

    /// Makes a list that lives until the caller frees it.
    func set(_ option: CURLoption, list texts: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts {
            guard let longer = unsafe curl_slist_append(list, text) else {
                isComplete = false
                break
            }
            unsafe list = longer
        }
        note(unsafe ccurl_set_list(handle, option, list))
        return unsafe list
    }

    @unsafe func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) {
        note(unsafe ccurl_set_pointer(handle, option, pointer))
    }

    @unsafe func set(_ option: CURLoption, _ function: ccurl_data_function) {
        note(unsafe ccurl_set_data_function(handle, option, function))
    }

    @unsafe func setSocketFunction(_ function: ccurl_socket_function) {
        note(unsafe ccurl_set_socket_function(handle, function))
    }

    @unsafe func setProgressFunction(_ function: ccurl_progress_function) {
        note(unsafe ccurl_set_progress_function(handle, function))
    }

    @unsafe func setDebugFunction(_ function: ccurl_debug_function) {
        note(unsafe ccurl_set_debug_function(handle, function))
    }

    private func note(_ code: CURLcode) {
        if code != CURLE_OK { isComplete = false }
    }
}
