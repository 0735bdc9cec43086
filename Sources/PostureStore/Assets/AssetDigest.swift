import Crypto
import Document

/// What decides whether an asset changed.
struct AssetDigest {
    /// SHA-256 of the document as JSON with sorted keys: a new one is a new version.
    let content: [UInt8]
    let encoded: EncodedDocument
    /// 64 bits over the encoding but for the times of calls: a new one beside the same content (lines moved, another reason for
    /// an unknown) refreshes the version in place.
    let form: Int64

    init(_ document: Document) {
        content = Array(SHA256.hash(data: JSONWriter(sortsKeys: true).bytes(document.root)))
        let encoded = document.encoded()
        self.encoded = encoded
        form = encoded.bytes.withUnsafeBytes { ShortHash.hash($0[encoded.timelessStart...]) }
    }
}

/// 64 bits of SHA-256, to see whether one row's content changed.
struct ShortHash {
    private var hash = SHA256()

    static func hash(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int64 {
        var hash = ShortHash()
        hash.hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes))
        return hash.finish()
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 {
            add(Int64($0.count))
            hash.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
    }

    func finish() -> Int64 {
        hash.finalize().withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
    }
}
