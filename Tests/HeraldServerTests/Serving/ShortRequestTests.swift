import NIOHTTP1
import Testing

@testable import HeraldServer

@Suite("Requests that take the short way")
struct ShortRequestTests {
    @Test(
        "are small messages of the bus that ask for nothing special",
        arguments: [
            ("POST", "/oms", ["Content-Length": "65536"], true),
            ("POST", "/oms", ["content-length": "1", "CONNECTION": "Keep-Alive"], true),
            ("POST", "/oms", ["Content-Length": "65537"], false),
            ("POST", "/oms", ["Content-Length": "0"], false),
            ("POST", "/oms", [:], false),
            ("POST", "/oms", ["Content-Length": "5", "Transfer-Encoding": "chunked"], false),
            ("POST", "/oms", ["Content-Length": "5", "expect": "100-continue"], false),
            ("POST", "/oms", ["Content-Length": "5", "Connection": "close"], false),
            ("POST", "/oms", ["Content-Length": "5", "Upgrade": "websocket"], false),
            ("POST", "/oms?x=1", ["Content-Length": "5"], false),
            ("POST", "/oms/import", ["Content-Length": "5"], false),
            ("OPTIONS", "/oms", ["Content-Length": "5"], false),
        ])
    func fits(method: String, path: String, headers: [String: String], isShort: Bool) {
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method), uri: path,
            headers: HTTPHeaders(headers.map { ($0, $1) }))
        #expect(ShortRequest.fits(head) == isShort)
        var old = head
        old.version = .http1_0
        #expect(!ShortRequest.fits(old))
    }
}
