import Glibc
import OMSMessages
import Testing

@Suite("Reading stays inside the bytes")
struct GuardPageTests {
    @Test("a message that ends at the end of readable memory is read, whatever its length")
    func endOfMemory() throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let size = 4 * page
        let mapping = unsafe mmap(nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory = unsafe mapping, unsafe memory != MAP_FAILED else { throw Read.Unexpected() }
        defer { unsafe munmap(memory, size + page) }
        let isGuarded = unsafe mprotect(memory + size, page, PROT_NONE) == 0
        try #require(isGuarded)
        let reader = OMSMessageReader()
        let texts =
            Fixtures.all + (0..<130).map { #"{"method":"\#(String(repeating: "m", count: $0 + 1))"}"# } + ["1", "{"]
        for text in texts {
            let bytes = Array(text.utf8)
            let start = unsafe memory + (size - bytes.count)
            unsafe start.copyMemory(from: bytes, byteCount: bytes.count)
            let buffer = unsafe UnsafeRawBufferPointer(start: start, count: bytes.count)
            let inPlace = Result { () throws(OMSMessageError) in try unsafe reader.message(from: buffer) }
            let copied = Result { () throws(OMSMessageError) in try reader.message(from: bytes) }
            #expect(inPlace == copied)
        }
    }
}
