/// Makes identifiers into strings, sharing the storage of long ones that occur again.
///
/// Strings of up to 15 bytes need no storage; `aws_security_group_rule` and its like are worth remembering.
struct NameTable {
    private struct Slot {
        var start = 0
        var length = 0
        var text = ""
    }

    private var slots = [Slot](repeating: Slot(), count: 256)

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard part.count > 15 else { return String(decoding: part, as: UTF8.self) }
        var hash: UInt32 = 2_166_136_261
        for byte in part { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let index = Int((hash ^ hash >> 16) & 255)
        let slot = slots[index]
        if slot.length == part.count, part.elementsEqual(UnsafeBufferPointer(rebasing: bytes[slot.start..<slot.start + slot.length])) {
            return slot.text
        }
        let text = String(decoding: part, as: UTF8.self)
        slots[index] = Slot(start: start, length: part.count, text: text)
        return text
    }
}
