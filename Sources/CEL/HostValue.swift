public import Document

/// An argument of a host function, or a part of one, as it lies in memory: reading it copies nothing.
///
/// Valid only while the call runs.
// Points into what the evaluation owns; `Sendable` only so that a result may carry it back.
public struct HostValue: @unchecked Sendable {
    public enum Kind: Sendable {
        case null, bool, int, double, string, list, map
        /// Not known; given back as ``HostResult/part(_:)`` it makes the result unknown for the same reason.
        case unknown
        /// Anything else that an expression can make: bytes, times, addresses.
        case other
    }

    let raw: RawValue

    init(_ raw: RawValue) { self.raw = raw }

    public var kind: Kind {
        switch raw.kind {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .nodeList, .list: .list
        case .nodeMap, .map: .map
        case .unknown: .unknown
        default: .other
        }
    }

    /// Meaningful for ``Kind/bool`` only.
    public var bool: Bool { raw.payload != 0 }
    /// Meaningful for ``Kind/int`` only.
    public var int: Int64 { raw.int }
    /// Meaningful for ``Kind/double`` only.
    public var double: Double { raw.double }
    /// The UTF-8 bytes of a string; empty for anything else.
    public var text: UnsafeRawBufferPointer { raw.kind == .string ? raw.text : UnsafeRawBufferPointer(start: nil, count: 0) }

    /// What a list or map holds; nil for anything else.
    public var elements: HostElements? { Elements(raw).map { HostElements(elements: $0) } }

    /// The value of a map's key: nil where there is none, an unknown where nobody can say.
    public func field(_ key: Symbol) -> HostValue? {
        switch raw.kind {
        case .nodeMap: return raw.field(key, .null).map { HostValue($0) }
        case .map:
            guard let elements = Elements(raw) else { return nil }
            let name = key.utf8
            for index in 0..<elements.count {
                let other = elements.key(index)
                if other.kind == .string, other.count == name.count, Characters.starts(other.text, with: name) {
                    return HostValue(elements.value(index))
                }
            }
            return elements.rest.map { HostValue($0.asElement) }
        default: return nil
        }
    }
}

/// The elements of a list or the entries of a map.
public struct HostElements {
    let elements: Elements

    /// How many are known.
    public var count: Int { elements.count }
    /// The element of a list, the value of a map's entry.
    public subscript(index: Int) -> HostValue { HostValue(elements.value(index)) }
    /// The UTF-8 bytes of a map's key; empty for the elements of a list.
    public func key(at index: Int) -> UnsafeRawBufferPointer { HostValue(elements.key(index)).text }
    /// The unknown that stands for further elements.
    public var rest: HostValue? { elements.rest.map { HostValue($0.asElement) } }
}
