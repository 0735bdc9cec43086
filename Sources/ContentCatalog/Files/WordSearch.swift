import SourceText

/// Finds a word in texts: `aws_s3_bucket`, but not within `aws_s3_bucket_policy`.
///
/// Every start looks through every content file, so this skips as much of a text as it can (Horspool's variant of Boyer and
/// Moore's search): on a mismatch the window moves by how far its last byte stands from the word's end.
struct WordSearch {
    private let word: [UInt8]
    /// By a byte, how far the window moves.
    private let skips: [Int]

    init(_ word: String) {
        self.word = Array(word.utf8)
        var skips = [Int](repeating: max(1, self.word.count), count: 256)
        for (index, byte) in self.word.dropLast().enumerated() { skips[Int(byte)] = self.word.count - 1 - index }
        self.skips = skips
    }

    /// Whether the word stands anywhere in a file.
    func isFound(in file: SourceFile) -> Bool {
        guard let last = word.last else { return false }
        return file.bytes.withUnsafeBufferPointer { text in
            word.withUnsafeBufferPointer { word in
                skips.withUnsafeBufferPointer { skips in
                    var end = word.count - 1
                    while end < text.count {
                        let byte = text[end]
                        if byte == last, isWord(word, in: text, endingAt: end) { return true }
                        end += skips[Int(byte)]
                    }
                    return false
                }
            }
        }
    }

    private func isWord(_ word: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Bool {
        let start = end - word.count + 1
        for index in word.indices where text[start + index] != word[index] { return false }
        return (start == 0 || !Self.continuesWord(text[start - 1])) && (end + 1 == text.count || !Self.continuesWord(text[end + 1]))
    }

    private static func continuesWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
