import Document

/// Writes JSON text piece by piece: request bodies, and the files of recordings.
struct JSONOutput {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func beginMap() { separate(); bytes.append(0x7B); needsComma = false }
    mutating func endMap() { bytes.append(0x7D); needsComma = true }
    mutating func beginList() { separate(); bytes.append(0x5B); needsComma = false }
    mutating func endList() { bytes.append(0x5D); needsComma = true }

    mutating func key(_ key: String) {
        separate()
        quote(key)
        bytes.append(0x3A)
        needsComma = false
    }

    mutating func string(_ value: String) { separate(); quote(value); needsComma = true }
    mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    mutating func int(_ value: Int64) { raw(String(value)) }

    /// JSON has no infinities: they are written as the strings that AWS's protocols use.
    mutating func double(_ value: Double) {
        if value.isNaN { return string("NaN") }
        if value.isInfinite { return string(value < 0 ? "-Infinity" : "Infinity") }
        raw(String(value))
    }

    /// A value as it is said, maps in their own order.
    mutating func value(_ value: InputValue, sortingKeys: Bool = false) {
        switch value {
        case .string(let value): string(value)
        case .int(let value): int(value)
        case .double(let value): double(value)
        case .bool(let value): bool(value)
        case .list(let elements):
            beginList()
            for element in elements { self.value(element, sortingKeys: sortingKeys) }
            endList()
        case .map(let members):
            beginMap()
            for member in sortingKeys ? members.sorted(by: { $0.key < $1.key }) : members {
                key(member.key)
                self.value(member.value, sortingKeys: sortingKeys)
            }
            endMap()
        }
    }

    /// The one text that equal values share.
    static func canonical(_ value: InputValue) -> String {
        var writer = JSONOutput()
        writer.value(value, sortingKeys: true)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    mutating func newline() { bytes.append(0x0A) }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }

    private mutating func quote(_ text: String) {
        var text = text
        text.withUTF8 { JSONWriter.write(UnsafeRawBufferPointer($0), to: &bytes) }
    }
}
