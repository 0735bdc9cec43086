import CEL
import Document

/// The place of a field in an event: `userIdentity.type`, made ready once for a program.
///
/// Events come nested or flat, so a dot may part two keys or stand in one: at every map the longest key that is there goes first.
/// A list on the way stands for all its elements.
struct FieldPath: Sendable {
    /// Parts that a path may have; far over any published field name.
    static let partLimit = 24

    /// `keys[start][length - 1]`: the parts from `start` on, joined.
    private let keys: [[Symbol]]

    static func isPath(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 1024 && text.utf8.lazy.filter { $0 == UInt8(ascii: ".") }.count < partLimit
    }

    /// Nil where the text has too many parts or the process knows too many keys.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard FieldPath.isPath(text) else { return nil }
        var keys: [[Symbol]] = []
        for start in parts.indices {
            var row: [Symbol] = []
            for end in start..<parts.count {
                let key = Array(parts[start...end].joined(separator: ".").utf8)
                guard let symbol = key.withUnsafeBytes({ Symbol.intern($0) }) else { return nil }
                row.append(symbol)
            }
            keys.append(row)
        }
        self.keys = keys
    }

    /// What is found at a path.
    struct Found {
        /// The first value: most paths lead to one.
        var first: HostValue?
        var others: [HostValue] = []
        /// The evaluation's steps are used up.
        var isCut = false

        mutating func add(_ value: HostValue) {
            if first == nil { first = value } else { others.append(value) }
        }
    }

    /// Adds the values at this path of a value.
    func collect(in value: HostValue, into found: inout Found, _ call: borrowing HostCall) {
        _ = collect(value, from: 0, into: &found, call)
    }

    private func collect(_ value: HostValue, from start: Int, into found: inout Found, _ call: borrowing HostCall) -> Bool {
        guard !found.isCut else { return true }
        if start == keys.count {
            found.add(value)
            return true
        }
        switch value.kind {
        case .map:
            for length in stride(from: keys[start].count, through: 1, by: -1) {
                guard let child = value.field(keys[start][length - 1]) else { continue }
                guard call.charge(1) else {
                    found.isCut = true
                    return true
                }
                if collect(child, from: start + length, into: &found, call) { return true }
            }
            return false
        case .list:
            guard let elements = value.elements, call.charge(elements.count) else {
                found.isCut = true
                return true
            }
            var isThere = false
            for index in 0..<elements.count {
                if collect(elements[index], from: start, into: &found, call) { isThere = true }
            }
            if let rest = elements.rest {
                found.add(rest)
                return true
            }
            return isThere
        case .unknown:
            found.add(value)
            return true
        default: return false
        }
    }
}
