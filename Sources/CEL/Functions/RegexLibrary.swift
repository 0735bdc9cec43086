import CRE2
import Synchronization

/// One compiled RE2 expression: matching takes time linear in the text. Made public for host functions that take patterns.
// RE2 objects may be used from any thread at once.
public final class Pattern: @unchecked Sendable {
    /// RE2's budget for one expression's program and caches: its own default.
    static let memoryLimit: Int64 = 8 << 20
    /// Compiling takes time in proportion; a pattern that comes out of data may be made to be slow.
    private static let cachedMemoryLimit: Int64 = 1 << 20
    /// Longer patterns are refused.
    public static let lengthLimit = 4096

    private let pattern: OpaquePointer
    let groups: Int
    /// Instructions of the compiled program.
    let size: Int

    private init(pattern: OpaquePointer) {
        self.pattern = pattern
        groups = Int(cre2_groups(pattern))
        size = Int(cre2_program_size(pattern))
    }

    deinit { cre2_free(pattern) }

    public struct Failure: Error {
        public var message: String

        public init(message: String) { self.message = message }
    }

    /// - Throws: what is wrong with the pattern, which is RE2's: no look-around and no back-references.
    public static func compile(_ text: String) throws(Failure) -> Pattern {
        let bytes = Array(text.utf8)
        let result: Result<Pattern, Failure> = bytes.withUnsafeBytes { bytes in
            do throws(Failure) { return .success(try compile(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    static func compile(_ text: UnsafeRawBufferPointer, memory: Int64 = memoryLimit) throws(Failure) -> Pattern {
        guard text.count <= lengthLimit else { throw Failure(message: "the pattern has more than \(lengthLimit) bytes") }
        let empty: StaticString = ""
        let start = text.baseAddress ?? UnsafeRawPointer(empty.utf8Start)
        guard let pattern = cre2_compile(start.assumingMemoryBound(to: CChar.self), text.count, memory) else {
            throw Failure(message: "the pattern cannot be compiled")
        }
        if let error = cre2_error(pattern) {
            let message = String(cString: error)
            cre2_free(pattern)
            throw Failure(message: message)
        }
        return Pattern(pattern: pattern)
    }

    /// Whether it matches somewhere in a UTF-8 text.
    public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        let start = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        return cre2_matches(pattern, start, text.count) != 0
    }

    /// Begin and end of the first match at or after `start`, then of each group; -1 where a group took no part.
    func find(in text: UnsafeRawBufferPointer, from start: Int) -> [Int64]? {
        var spans = [Int64](repeating: -1, count: 2 * (groups + 1))
        let base = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        let found = cre2_find(pattern, base, text.count, start, &spans, Int32(groups + 1))
        return found != 0 ? spans : nil
    }

    /// Patterns that are made during evaluation: the latest few are kept.
    private static let cache = Mutex<(patterns: [String: Pattern], order: [String])>(([:], []))
    private static let cacheLimit = 256

    static func cached(_ text: UnsafeRawBufferPointer) throws(Failure) -> Pattern {
        let key = String(decoding: text, as: UTF8.self)
        if let known = cache.withLock({ $0.patterns[key] }) { return known }
        let new = try compile(text, memory: cachedMemoryLimit)
        cache.withLock { cache in
            guard cache.patterns.updateValue(new, forKey: key) == nil else { return }
            cache.order.append(key)
            if cache.order.count > cacheLimit { cache.patterns[cache.order.removeFirst()] = nil }
        }
        return new
    }
}

/// `matches`, and the regex extension: `regex.extract`, `regex.extractAll`, `regex.replace`.
enum RegexLibrary {
    static func declare(in table: inout FunctionTable) {
        table.global("matches", [([.string, .string], .bool)], matches)
        table.member("matches", [([.string, .string], .bool)], matches)
        table.global("regex.extract", [([.string, .string], .optional(.string))], extract)
        table.global("regex.extractAll", [([.string, .string], .list(.string))], extractAll)
        table.global(
            "regex.replace", [([.string, .string, .string], .string), ([.string, .string, .string, .int], .string)], replace)
    }

    private static func pattern(
        _ value: RawValue, for text: RawValue, _ frame: FramePointer, _ body: (Pattern) -> RawValue
    ) -> RawValue {
        do throws(Pattern.Failure) {
            let pattern = try Pattern.cached(value.text)
            // Whether it was kept or not: what an evaluation costs hangs on nothing else.
            guard frame.charge(pattern.compilationSteps + pattern.steps(text.count)) else { return .error(.costLimit) }
            return body(pattern)
        } catch {
            // One that is too large took all the time that it may take until it was found out.
            guard frame.charge(error.message.hasPrefix("pattern too large") ? 500_000 : 100 + value.count) else { return .error(.costLimit) }
            return .error("the regular expression is not valid: \(error.message)", in: frame)
        }
    }

    private static func check(_ arguments: Arguments, _ kinds: [RawValue.Kind], atLeast: Int) -> RawValue? {
        guard arguments.frame.charge(1 + arguments[0].count / 16) else { return .error(.costLimit) }
        return StringLibrary.matches(arguments, kinds, atLeast: atLeast) ? nil : .error(.noSuchOverload)
    }

    @Sendable private static func matches(_ arguments: Arguments) -> RawValue {
        if let failure = check(arguments, [.string, .string], atLeast: 2) { return failure }
        return pattern(arguments[1], for: arguments[0], arguments.frame) { .bool($0.matches(arguments[0].text)) }
    }

    private static func part(_ text: RawValue, _ spans: [Int64], _ group: Int) -> RawValue? {
        guard spans[2 * group] >= 0 else { return nil }
        return RawValue(
            .string, count: Int(spans[2 * group + 1] - spans[2 * group]), payload: text.payload &+ UInt64(spans[2 * group]))
    }

    /// The only group, or the whole match where there is none; two groups are an error, as the extension says.
    @Sendable private static func extract(_ arguments: Arguments) -> RawValue {
        if let failure = check(arguments, [.string, .string], atLeast: 2) { return failure }
        return pattern(arguments[1], for: arguments[0], arguments.frame) { pattern in
            guard pattern.groups <= 1 else { return .error("the pattern has more than one group", in: arguments.frame) }
            guard let spans = pattern.find(in: arguments[0].text, from: 0) else { return .none }
            return part(arguments[0], spans, pattern.groups).map { arguments.frame.some($0) } ?? .none
        }
    }

    @Sendable private static func extractAll(_ arguments: Arguments) -> RawValue {
        if let failure = check(arguments, [.string, .string], atLeast: 2) { return failure }
        return pattern(arguments[1], for: arguments[0], arguments.frame) { pattern in
            guard pattern.groups <= 1 else { return .error("the pattern has more than one group", in: arguments.frame) }
            var parts: [RawValue] = []
            let done = eachMatch(pattern, arguments[0].text, arguments.frame, limit: .max) { spans in
                if let part = part(arguments[0], spans, pattern.groups) { parts.append(part) }
            }
            return done ? arguments.frame.list(parts) : .error(.costLimit)
        }
    }

    private static func eachMatch(
        _ pattern: Pattern, _ text: UnsafeRawBufferPointer, _ frame: FramePointer, limit: Int64, _ body: ([Int64]) -> Void
    ) -> Bool {
        var start = 0
        var left = limit
        while left > 0, start <= text.count, let spans = pattern.find(in: text, from: start) {
            // To find it all that is left may have been read.
            guard frame.charge(2 + pattern.steps(text.count - start) / 4) else { return false }
            body(spans)
            left -= 1
            start = spans[1] > spans[0] ? Int(spans[1]) : Characters.next(after: Int(spans[1]), in: text)
        }
        return true
    }

    @Sendable private static func replace(_ arguments: Arguments) -> RawValue {
        if let failure = check(arguments, [.string, .string, .string, .int], atLeast: 3) { return failure }
        let (text, new) = (arguments[0].text, Array(arguments[2].text))
        let limit = arguments.count == 4 && arguments[3].int >= 0 ? arguments[3].int : .max
        return pattern(arguments[1], for: arguments[0], arguments.frame) { pattern in
            var output: [UInt8] = []
            var end = 0
            var problem: String?
            let done = eachMatch(pattern, text, arguments.frame, limit: limit) { spans in
                output.append(contentsOf: text[end..<Int(spans[0])])
                problem = problem ?? expand(new, spans, text, into: &output)
                end = Int(spans[1])
                _ = arguments.frame.charge(output.count / 256)
            }
            if let problem { return .error(problem, in: arguments.frame) }
            guard done, arguments.frame.charge(0) else { return .error(.costLimit) }
            output.append(contentsOf: text[end...])
            return output.withUnsafeBytes { arguments.frame.copy($0, .string) }
        }
    }

    /// `\1` is the first group, `\\` a backslash.
    private static func expand(
        _ template: [UInt8], _ spans: [Int64], _ text: UnsafeRawBufferPointer, into output: inout [UInt8]
    ) -> String? {
        var index = 0
        while index < template.count {
            let byte = template[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                continue
            }
            guard index < template.count else { return "the replacement ends in a backslash" }
            let next = template[index]
            index += 1
            if next == UInt8(ascii: "\\") {
                output.append(next)
            } else if next.isDigit {
                let group = Int(next - 48)
                guard 2 * group < spans.count else { return "the pattern has no group \(group)" }
                if spans[2 * group] >= 0 { output.append(contentsOf: text[Int(spans[2 * group])..<Int(spans[2 * group + 1])]) }
            } else {
                return "the replacement has a backslash before neither a digit nor a backslash"
            }
        }
        return nil
    }
}

/// `x.matches("constant")`: the pattern is compiled with the program.
final class MatchesOperation: Operation, @unchecked Sendable {
    let text: OperationRef
    let pattern: Pattern

    init(_ id: ExpressionID, _ text: OperationRef, _ pattern: Pattern) {
        self.text = text
        self.pattern = pattern
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = text.run(frame)
        guard value.kind == .string else { return value.isFailure ? value : .error(.noSuchOverload, at: id) }
        guard frame.charge(pattern.steps(value.count)) else { return .error(.costLimit, at: id) }
        return .bool(pattern.matches(value.text))
    }
}
