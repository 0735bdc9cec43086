/// The text of a `Fn::Sub`, taken apart.
enum SubText {
    enum Piece: Equatable {
        case text(String)
        /// The name between `${` and `}`.
        case variable(String)
    }

    /// `${Name}` is a variable, `${!Name}` the text `${Name}`; a `${` without an end is text.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        let bytes = Array(text.utf8)
        var literal: [UInt8] = []
        func flush() {
            guard !literal.isEmpty else { return }
            pieces.append(.text(String(decoding: literal, as: UTF8.self)))
            literal.removeAll(keepingCapacity: true)
        }
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{"),
                let end = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "}"))
            else {
                literal.append(bytes[index])
                index += 1
                continue
            }
            let name = bytes[(index + 2)..<end]
            if name.first == UInt8(ascii: "!") {
                literal += "${".utf8
                literal += name.dropFirst()
                literal.append(UInt8(ascii: "}"))
            } else {
                flush()
                pieces.append(.variable(trimmed(name)))
            }
            index = end + 1
        }
        flush()
        return pieces
    }

    private static func trimmed(_ name: ArraySlice<UInt8>) -> String {
        var name = name
        while name.first == 0x20 { name.removeFirst() }
        while name.last == 0x20 { name.removeLast() }
        return String(decoding: name, as: UTF8.self)
    }
}
