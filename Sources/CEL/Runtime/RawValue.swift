import Document

/// A value while a program runs: 16 trivial bytes that may point into a document, into the evaluation's arena or into the
/// program's constants. Never leaves an evaluation; ``Value`` does.
struct RawValue: BitwiseCopyable {
    /// kind (8 bits), flags (8), error code (16), count (32: bytes of a string, elements, nanoseconds, prefix length)
    var head: UInt64
    /// an integer, a double's bits, seconds, or an address
    var payload: UInt64

    enum Kind: UInt8, BitwiseCopyable {
        // The first seven are a node's kinds, in its order.
        case null, bool, int, double, string
        case nodeList, nodeMap
        case unknown
        case error
        case uint, bytes
        /// `count` values, one after the other.
        case list
        /// `count` pairs of key and value.
        case map
        /// The address of the value, or 0 for none.
        case optional
        case timestamp, duration
        /// The type's name, as a string.
        case type
        case ip, cidr
        /// A block slot that has not been evaluated.
        case unset
    }

    static let restFlag: UInt64 = 1 << 8
    static let reservedFlag: UInt64 = 2 << 8

    @inline(__always)
    init(head: UInt64, payload: UInt64) {
        self.head = head
        self.payload = payload
    }

    @inline(__always)
    init(_ kind: Kind, count: Int = 0, payload: UInt64 = 0) {
        head = UInt64(kind.rawValue) | UInt64(truncatingIfNeeded: count) << 32
        self.payload = payload
    }

    @inline(__always)
    init(_ kind: Kind, count: Int, address: UnsafeRawPointer) {
        self.init(kind, count: count, payload: UInt64(UInt(bitPattern: address)))
    }

    @inline(__always) var kind: Kind { unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Kind.self) }
    @inline(__always) var count: Int { Int(head >> 32) }
    @inline(__always) var address: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: UInt(payload)) }
    @inline(__always) var node: NodePointer { UnsafePointer(bitPattern: UInt(payload)).unsafelyUnwrapped }
    @inline(__always) var values: UnsafePointer<RawValue> { UnsafePointer(bitPattern: UInt(payload)).unsafelyUnwrapped }

    @inline(__always) var int: Int64 { Int64(bitPattern: payload) }
    @inline(__always) var uint: UInt64 { payload }
    @inline(__always) var double: Double { Double(bitPattern: payload) }
    @inline(__always) var text: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: address, count: count) }
    /// The text as a copy.
    var string: String { String(decoding: text, as: UTF8.self) }

    // MARK: making

    static let null = RawValue(.null)
    @inline(__always) static var `true`: RawValue { RawValue(.bool, payload: 1) }
    @inline(__always) static var `false`: RawValue { RawValue(.bool, payload: 0) }
    @inline(__always) static func bool(_ value: Bool) -> RawValue { RawValue(.bool, payload: value ? 1 : 0) }
    @inline(__always) static func int(_ value: Int64) -> RawValue { RawValue(.int, payload: UInt64(bitPattern: value)) }
    @inline(__always) static func int(_ value: Int) -> RawValue { int(Int64(value)) }
    @inline(__always) static func uint(_ value: UInt64) -> RawValue { RawValue(.uint, payload: value) }
    @inline(__always) static func double(_ value: Double) -> RawValue { RawValue(.double, payload: value.bitPattern) }
    static let none = RawValue(.optional)
    static let unset = RawValue(.unset)
    /// Something is not known and nothing more can be said about it here.
    static let unknown = RawValue(.unknown)

    /// A node of a document. Rest nodes are told by the list or map that holds them.
    @inline(__always)
    init(node: NodePointer) {
        let nodeHead = node.pointee.head(masking: 0xFF)
        if nodeHead <= UInt64(NodeKind.double.rawValue) {
            self.init(head: nodeHead, payload: node.pointee.bits)
        } else if nodeHead == UInt64(NodeKind.string.rawValue) {
            self.init(.string, count: node.pointee.count, address: node.stringBytes.baseAddress.unsafelyUnwrapped)
        } else {
            self.init(node: node, aggregate: nodeHead)
        }
    }

    @inline(__always)
    private init(node: NodePointer, aggregate nodeHead: UInt64) {
        let isUnknown = nodeHead > UInt64(NodeKind.map.rawValue)
        let kind = isUnknown ? UInt64(Kind.unknown.rawValue) : nodeHead
        self.init(head: kind | UInt64(node.pointee.count) << 32, payload: UInt64(UInt(bitPattern: node)))
    }

    // MARK: asking

    @inline(__always) var isBool: Bool { UInt8(truncatingIfNeeded: head) == Kind.bool.rawValue }
    @inline(__always) var isTrue: Bool { isBool && payload != 0 }
    @inline(__always) var isFalse: Bool { isBool && payload == 0 }
    @inline(__always) var isUnknown: Bool { UInt8(truncatingIfNeeded: head) == Kind.unknown.rawValue }
    @inline(__always) var isError: Bool { UInt8(truncatingIfNeeded: head) == Kind.error.rawValue }
    /// No value: an unknown or an error.
    @inline(__always) var isFailure: Bool { isUnknown || isError }
    var isList: Bool { kind == .list || kind == .nodeList }
    var isMap: Bool { kind == .map || kind == .nodeMap }
    /// An unknown that stands for none or many elements.
    var isRest: Bool { isUnknown && head & RawValue.restFlag != 0 }
    var isNone: Bool { kind == .optional && payload == 0 }

    /// An unknown of which is known that it is there and not null.
    var isUnknownButThere: Bool { isUnknown && count == 1 }

    /// The unknown that stands for none or many entries of a map, as what a missing key gives.
    static func missing(_ rest: NodePointer) -> RawValue { RawValue(.unknown, count: 0, address: rest) }

    /// This unknown as one that stands for none or many elements of its list.
    var asRest: RawValue { RawValue(head: head | RawValue.restFlag, payload: payload) }
    var asElement: RawValue { RawValue(head: head & ~RawValue.restFlag, payload: payload) }
}

extension Node {
    @inline(__always)
    func head(masking mask: UInt64) -> UInt64 { UInt64(kind.rawValue) & mask }
    /// The payload, whatever it means.
    @inline(__always)
    var bits: UInt64 { UInt64(bitPattern: int) }
}

/// What went wrong during an evaluation.
enum ErrorCode: UInt16 {
    case noSuchOverload = 1
    case noSuchKey, noSuchField, indexOutOfRange, unsupportedKey, repeatedKey
    case divisionByZero, modulusByZero, overflow, conversion, range, invalidArgument
    case noneDereference, costLimit, unknownName, unknownFunction, badPattern, message
    case notBoolean

    /// See ``EvaluationFailure/isMismatch``.
    var isMismatch: Bool {
        switch self {
        case .noSuchOverload, .noSuchKey, .noSuchField: true
        default: false
        }
    }

    var words: String {
        switch self {
        case .noSuchOverload: "no such overload"
        case .noSuchKey: "no such key"
        case .noSuchField: "the value has no fields"
        case .indexOutOfRange: "index out of range"
        case .unsupportedKey: "unsupported key type"
        case .repeatedKey: "a map has the same key twice"
        case .divisionByZero: "division by zero"
        case .modulusByZero: "modulus by zero"
        case .overflow: "integer overflow"
        case .conversion: "the value cannot be converted"
        case .range: "out of range"
        case .invalidArgument: "invalid argument"
        case .noneDereference: "optional.none() has no value"
        case .costLimit: "the evaluation took more steps than its limit"
        case .unknownName: "the name is not declared"
        case .unknownFunction: "there is no such function"
        case .badPattern: "the regular expression is not valid"
        case .message: "error"
        case .notBoolean: "the condition is not a bool"
        }
    }
}

extension RawValue {
    /// - Parameter subject: what it is about, shown in the message: a key, an argument.
    static func error(_ code: ErrorCode, at id: UInt32 = 0) -> RawValue {
        RawValue(head: UInt64(Kind.error.rawValue) | UInt64(code.rawValue) << 16 | UInt64(id) << 32, payload: 0)
    }

    static func error(_ code: ErrorCode, about subject: RawValue, in frame: FramePointer, at id: UInt32 = 0) -> RawValue {
        var result = error(code, at: id)
        let place = frame.allocateValues(1)
        place.pointee = subject
        result.payload = UInt64(UInt(bitPattern: place))
        return result
    }

    static func error(_ message: String, in frame: FramePointer) -> RawValue {
        error(.message, about: frame.string(message), in: frame)
    }

    var errorCode: ErrorCode { ErrorCode(rawValue: UInt16(truncatingIfNeeded: head >> 16)) ?? .message }
    /// The expression it happened in, plus one; 0 where nobody said.
    var errorPlace: Int { Int(head >> 32) }

    /// This error with its place filled in where it has none.
    func placed(at id: UInt32) -> RawValue {
        isError && errorPlace == 0 ? RawValue(head: head | UInt64(id) << 32, payload: payload) : self
    }

    var errorMessage: String {
        guard let address else { return errorCode.words }
        let subject = address.assumingMemoryBound(to: RawValue.self).pointee
        if errorCode == .message, subject.kind == .string { return subject.string }
        return "\(errorCode.words): \(Value(subject).description)"
    }
}
