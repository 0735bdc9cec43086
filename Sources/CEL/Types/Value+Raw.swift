import Document

extension Value {
    /// The owned copy of a runtime value.
    ///
    /// - Parameter reason: says why a node isn't known.
    init(_ raw: RawValue, reason: (RawValue) -> Unknown = Value.noReason) {
        var room = Value.roomLimit
        self.init(raw, reason, &room, depth: 0)
    }

    /// The owned copy, or nil where it would take more than ``roomLimit``.
    static func whole(_ raw: RawValue, reason: (RawValue) -> Unknown) -> Value? {
        var room = roomLimit
        let value = Value(raw, reason, &room, depth: 0)
        return room >= 0 ? value : nil
    }

    /// Values and sixteenths of texts that a copy may have: lists that an evaluation makes may share their parts, and be far
    /// larger than the memory they take. What goes beyond is left out of copies that are only shown.
    private static let roomLimit = 1 << 20

    static func noReason(_ raw: RawValue) -> Unknown {
        Unknown(symbol: "", reason: .knownAfterApply("nothing says why"))
    }

    /// Deeper than any document is (its limit is 256) and than any program builds.
    private static let depthLimit = 1000

    private init(_ raw: RawValue, _ reason: (RawValue) -> Unknown, _ room: inout Int, depth: Int) {
        room -= 1 + (raw.kind == .string || raw.kind == .bytes ? raw.count / 16 : 0)
        guard depth < Value.depthLimit, room >= 0 else {
            self = .null
            return
        }
        switch raw.kind {
        case .null, .error, .unset: self = .null
        case .bool: self = .bool(raw.payload != 0)
        case .int: self = .int(raw.int)
        case .uint: self = .uint(raw.uint)
        case .double: self = .double(raw.double)
        case .string: self = .string(raw.string)
        case .bytes: self = .bytes(Array(raw.text))
        case .type: self = .type(raw.string)
        case .timestamp: self = .timestamp(seconds: raw.int, nanoseconds: Int32(truncatingIfNeeded: raw.count))
        case .duration: self = .duration(seconds: raw.int, nanoseconds: Int32(truncatingIfNeeded: raw.count))
        case .optional: self = .optional(raw.payload == 0 ? nil : Value(raw.values.pointee, reason, &room, depth: depth + 1))
        case .ip: self = .ip(IPAddress(raw))
        case .cidr: self = .cidr(IPPrefix(raw))
        case .unknown: self = .unknown(reason(raw), isRest: raw.isRest)
        case .list, .nodeList:
            guard let elements = Elements(raw) else { fallthrough }
            var values: [Value] = []
            for index in 0..<elements.count where room >= 0 {
                values.append(Value(elements.value(index), reason, &room, depth: depth + 1))
            }
            if let rest = elements.rest { values.append(.unknown(reason(rest), isRest: true)) }
            self = .list(values)
        case .map, .nodeMap:
            guard let elements = Elements(raw) else {
                self = .null
                return
            }
            var entries: [MapEntry] = []
            for index in 0..<elements.count where room >= 0 {
                let key = Value(elements.key(index), reason, &room, depth: depth + 1)
                entries.append(MapEntry(key: key, value: Value(elements.value(index), reason, &room, depth: depth + 1)))
            }
            if let rest = elements.rest {
                let unknown = Value.unknown(reason(rest), isRest: true)
                entries.append(MapEntry(key: unknown, value: unknown))
            }
            self = .map(entries)
        }
    }

    /// The value in an evaluation's memory.
    func raw(in frame: FramePointer) -> RawValue {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .uint(let value): return .uint(value)
        case .double(let value): return .double(value)
        case .string(let value): return frame.string(value)
        case .bytes(let value): return value.withUnsafeBytes { frame.copy($0, .bytes) }
        case .list(let values): return frame.list(values.map { $0.raw(in: frame) })
        case .map(let entries):
            guard frame.charge(entries.count * 2) else { return .error(.costLimit) }
            let place = frame.allocateValues(entries.count * 2)
            for (index, entry) in entries.enumerated() {
                place[2 * index] = entry.key.raw(in: frame)
                place[2 * index + 1] = entry.value.raw(in: frame)
            }
            return RawValue(.map, count: entries.count, address: place)
        case .timestamp(let seconds, let nanoseconds): return Moments.timestamp(seconds, Int(nanoseconds))
        case .duration(let seconds, let nanoseconds): return Moments.duration(seconds, Int(nanoseconds))
        case .type(let name):
            let text = frame.string(name)
            return RawValue(head: text.head & ~0xFF | UInt64(RawValue.Kind.type.rawValue), payload: text.payload)
        case .optional(let value): return value.map { frame.some($0.raw(in: frame)) } ?? .none
        case .ip(let address): return address.raw(in: frame)
        case .cidr(let prefix): return prefix.raw(in: frame)
        case .unknown(let unknown, let isRest):
            let raw = frame.pointee.owner._withUnsafeGuaranteedRef { $0.adopt(unknown) }
            return isRest ? raw.asRest : raw
        }
    }
}
