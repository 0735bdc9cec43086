public import SourceText

/// A value of Terraform's type system, with what the file says about it: where it was written and whether it is secret.
public struct HCLValue: Sendable {
    public enum Kind: Sendable {
        case null
        case bool(Bool)
        case number(HCLNumber)
        case string(String)
        /// Elements of one type.
        case list(HCLSequence)
        /// Elements of one type, each once, sorted.
        case set(HCLSequence)
        /// Elements of any types: what `[…]` makes.
        case tuple(HCLSequence)
        /// Values of one type.
        case map(HCLMapping)
        /// Values of any types: what `{…}` makes.
        case object(HCLMapping)
        case unknown(HCLUnknown)
    }

    public var kind: Kind
    /// The expression that made the value: for one that came through variables and locals, the literal at the far end, which
    /// is where a fix belongs.
    public var origin: ValueOrigin?
    /// Marked by `sensitive()` or by its declaration.
    public var isSensitive: Bool

    public init(_ kind: Kind, origin: ValueOrigin? = nil, isSensitive: Bool = false) {
        self.kind = kind
        self.origin = origin
        self.isSensitive = isSensitive
    }
}

/// The place of the expression that made a value.
public struct ValueOrigin: Sendable, Hashable {
    public let file: SourceFile
    public let range: SourceRange

    public init(file: SourceFile, range: SourceRange) {
        self.file = file
        self.range = range
    }

    public var location: SourceLocation { file.location(range) }

    public static func == (a: ValueOrigin, b: ValueOrigin) -> Bool { a.file === b.file && a.range == b.range }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(file))
        hasher.combine(range)
    }
}

// Making values.
extension HCLValue {
    public static let null = HCLValue(.null)
    public static func bool(_ value: Bool) -> HCLValue { HCLValue(.bool(value)) }
    public static func number(_ value: HCLNumber) -> HCLValue { HCLValue(.number(value)) }
    public static func int(_ value: Int) -> HCLValue { HCLValue(.number(HCLNumber(value))) }
    public static func string(_ value: String) -> HCLValue { HCLValue(.string(value)) }
    public static func list(_ elements: [HCLValue]) -> HCLValue { HCLValue(.list(HCLSequence(elements))) }
    public static func tuple(_ elements: [HCLValue]) -> HCLValue { HCLValue(.tuple(HCLSequence(elements))) }
    /// Sorts the elements and drops repeated ones.
    public static func set(_ elements: [HCLValue]) -> HCLValue { HCLValue(.set(HCLSequence(elements).asSet())) }
    public static func map(_ entries: [String: HCLValue]) -> HCLValue { HCLValue(.map(HCLMapping(entries))) }
    public static func object(_ entries: [String: HCLValue]) -> HCLValue { HCLValue(.object(HCLMapping(entries))) }
    public static func unknown(_ unknown: HCLUnknown) -> HCLValue { HCLValue(.unknown(unknown)) }
    public static func unknown(_ symbol: String, _ reason: HCLUnknown.Reason) -> HCLValue {
        HCLValue(.unknown(HCLUnknown(symbol: symbol, reason: reason)))
    }
}

// Looking at values.
extension HCLValue {
    public var isNull: Bool { if case .null = kind { true } else { false } }
    public var bool: Bool? { if case .bool(let value) = kind { value } else { nil } }
    public var number: HCLNumber? { if case .number(let value) = kind { value } else { nil } }
    public var string: String? { if case .string(let value) = kind { value } else { nil } }
    public var unknown: HCLUnknown? { if case .unknown(let value) = kind { value } else { nil } }
    public var isUnknown: Bool { unknown != nil }

    /// A list, a set or a tuple.
    public var sequence: HCLSequence? {
        switch kind {
        case .list(let value), .set(let value), .tuple(let value): value
        default: nil
        }
    }

    /// A map or an object.
    public var mapping: HCLMapping? {
        switch kind {
        case .map(let value), .object(let value): value
        default: nil
        }
    }

    /// True where the value or anything inside is not known.
    public var containsUnknown: Bool {
        switch kind {
        case .unknown: true
        case .list(let value), .set(let value), .tuple(let value): value.summary.containsUnknown
        case .map(let value), .object(let value): value.summary.containsUnknown
        default: false
        }
    }

    /// True where the value or anything inside is marked as sensitive.
    public var containsSensitive: Bool { isSensitive || summary.containsSensitive }

    /// The first unknown in it, in reading order.
    public var firstUnknown: HCLUnknown? {
        switch kind {
        case .unknown(let unknown): return unknown
        case .list(let value), .set(let value), .tuple(let value):
            guard value.summary.containsUnknown else { return nil }
            return value.elements.first { $0.containsUnknown }?.firstUnknown ?? value.rest
        case .map(let value), .object(let value):
            guard value.summary.containsUnknown else { return nil }
            return value.entries.first { $0.value.containsUnknown }?.value.firstUnknown ?? value.rest
        default: return nil
        }
    }

    func marked(_ sensitive: Bool) -> HCLValue {
        guard sensitive, !isSensitive else { return self }
        var copy = self
        copy.isSensitive = true
        return copy
    }

    func placed(_ origin: ValueOrigin?) -> HCLValue {
        guard self.origin == nil else { return self }
        var copy = self
        copy.origin = origin
        return copy
    }
}
