/// What the core language and its strings extension do with text. Positions count code points.
enum StringLibrary {
    static func declare(in table: inout FunctionTable) {
        let test: [([ValueType], ValueType)] = [([.string, .string], .bool)]
        table.member("contains", test) { arguments in
            strings(arguments) { .bool(Characters.find($1, in: $0) != nil) }
        }
        table.member("startsWith", test) { arguments in
            strings(arguments) { .bool(Characters.starts($0, with: $1)) }
        }
        table.member("endsWith", test) { arguments in
            strings(arguments) { text, end in
                .bool(text.count >= end.count && Characters.starts(text, with: end, at: text.count - end.count))
            }
        }
        table.member("charAt", [([.string, .int], .string)], charAt)
        let search: [([ValueType], ValueType)] = [([.string, .string], .int), ([.string, .string, .int], .int)]
        table.member("indexOf", search, indexOf)
        table.member("lastIndexOf", search, lastIndexOf)
        table.member("lowerAscii", [([.string], .string)]) { mapped($0) { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 } }
        table.member("upperAscii", [([.string], .string)]) { mapped($0) { $0 >= 97 && $0 <= 122 ? $0 & ~0x20 : $0 } }
        table.member("replace", [([.string, .string, .string], .string), ([.string, .string, .string, .int], .string)], replace)
        table.member("split", [([.string, .string], .list(.string)), ([.string, .string, .int], .list(.string))], split)
        table.member("substring", [([.string, .int], .string), ([.string, .int, .int], .string)], substring)
        table.member("trim", [([.string], .string)], trim)
        table.member("reverse", [([.string], .string), ([.list(.parameter("A"))], .list(.parameter("A")))], reverse)
        table.member("join", [([.list(.string)], .string), ([.list(.string), .string], .string)], join)
    }

    private static func strings(
        _ arguments: Arguments, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> RawValue
    ) -> RawValue {
        let (text, other) = (arguments[0], arguments[1])
        guard arguments.count == 2, text.kind == .string, other.kind == .string else { return .error(.noSuchOverload) }
        guard arguments.frame.charge(text.count / 64) else { return .error(.costLimit) }
        return body(text.text, other.text)
    }

    /// Whether the arguments have these kinds; trailing ones may be missing.
    static func matches(_ arguments: Arguments, _ kinds: [RawValue.Kind], atLeast: Int) -> Bool {
        guard arguments.count >= atLeast, arguments.count <= kinds.count else { return false }
        for index in 0..<arguments.count where arguments[index].kind != kinds[index] { return false }
        return arguments.frame.charge(arguments[0].kind == .string ? arguments[0].count / 16 : 0)
    }

    private static func slice(_ value: RawValue, _ start: Int, _ end: Int) -> RawValue {
        RawValue(.string, count: end - start, payload: value.payload &+ UInt64(start))
    }

    private static func outOfRange(_ index: RawValue, _ arguments: Arguments) -> RawValue {
        .error(.indexOutOfRange, about: index, in: arguments.frame)
    }

    @Sendable private static func charAt(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string, .int], atLeast: 2) else { return .error(.noSuchOverload) }
        let text = arguments[0].text
        guard let offset = Int(exactly: arguments[1].int).flatMap({ Characters.offset(of: $0, in: text) }) else {
            return outOfRange(arguments[1], arguments)
        }
        return offset == text.count ? RawValue(.string) : slice(arguments[0], offset, Characters.next(after: offset, in: text))
    }

    private static func position(_ offset: Int?, in text: UnsafeRawBufferPointer) -> RawValue {
        guard let offset else { return .int(-1) }
        return .int(Characters.count(UnsafeRawBufferPointer(rebasing: text[..<offset])))
    }

    @Sendable private static func indexOf(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string, .string, .int], atLeast: 2) else { return .error(.noSuchOverload) }
        let text = arguments[0].text
        var start = 0
        if arguments.count == 3 {
            guard let offset = Int(exactly: arguments[2].int).flatMap({ Characters.offset(of: $0, in: text) }) else {
                return outOfRange(arguments[2], arguments)
            }
            start = offset
        }
        return position(Characters.find(arguments[1].text, in: text, from: start), in: text)
    }

    @Sendable private static func lastIndexOf(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string, .string, .int], atLeast: 2) else { return .error(.noSuchOverload) }
        let (text, needle) = (arguments[0].text, arguments[1].text)
        // Naive search: in the worst case every position compares the whole of what is sought.
        guard arguments.frame.charge((text.count / 16 + 1) * (needle.count / 16 + 1)) else { return .error(.costLimit) }
        var limit = text.count
        if arguments.count == 3 {
            guard let offset = Int(exactly: arguments[2].int).flatMap({ Characters.offset(of: $0, in: text) }) else {
                return outOfRange(arguments[2], arguments)
            }
            limit = offset
        }
        return position(Characters.findLast(needle, in: text, notAfter: limit), in: text)
    }

    private static func mapped(_ arguments: Arguments, _ change: (UInt8) -> UInt8) -> RawValue {
        guard arguments.count == 1, arguments[0].kind == .string else { return .error(.noSuchOverload) }
        let text = arguments[0].text
        return arguments.frame.text(capacity: text.count) { buffer in
            for index in 0..<text.count { buffer[index] = change(text[index]) }
            return text.count
        }
    }

    @Sendable private static func replace(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string, .string, .string, .int], atLeast: 3) else { return .error(.noSuchOverload) }
        let (text, old, new) = (arguments[0].text, arguments[1].text, arguments[2].text)
        var left = arguments.count == 4 ? arguments[3].int : -1
        var output: [UInt8] = []
        var offset = 0
        while left != 0 {
            if old.count == 0 {
                output.append(contentsOf: new)
                guard offset < text.count else { break }
                let next = Characters.next(after: offset, in: text)
                output.append(contentsOf: text[offset..<next])
                offset = next
            } else {
                guard let found = Characters.find(old, in: text, from: offset) else { break }
                output.append(contentsOf: text[offset..<found])
                output.append(contentsOf: new)
                offset = found + old.count
            }
            left -= 1
            guard arguments.frame.charge(1 + new.count / 16) else { return .error(.costLimit) }
        }
        if offset < text.count { output.append(contentsOf: text[offset...]) }
        return output.withUnsafeBytes { arguments.frame.copy($0, .string) }
    }

    @Sendable private static func split(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string, .string, .int], atLeast: 2) else { return .error(.noSuchOverload) }
        let (text, separator) = (arguments[0].text, arguments[1].text)
        var left = arguments.count == 3 ? arguments[2].int : -1
        if left == 0 { return RawValue(.list) }
        var parts: [RawValue] = []
        var offset = 0
        while left != 1 {
            if separator.count == 0 {
                guard offset < text.count else { break }
                let next = Characters.next(after: offset, in: text)
                guard next < text.count else { break }
                parts.append(slice(arguments[0], offset, next))
                offset = next
            } else {
                guard let found = Characters.find(separator, in: text, from: offset) else { break }
                parts.append(slice(arguments[0], offset, found))
                offset = found + separator.count
            }
            left -= 1
            guard arguments.frame.charge(1) else { return .error(.costLimit) }
        }
        if separator.count > 0 || offset < text.count { parts.append(slice(arguments[0], offset, text.count)) }
        return arguments.frame.list(parts)
    }

    @Sendable private static func substring(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string, .int, .int], atLeast: 2) else { return .error(.noSuchOverload) }
        let text = arguments[0].text
        guard let start = Int(exactly: arguments[1].int).flatMap({ Characters.offset(of: $0, in: text) }) else {
            return outOfRange(arguments[1], arguments)
        }
        guard arguments.count == 3 else { return slice(arguments[0], start, text.count) }
        guard let end = Int(exactly: arguments[2].int).flatMap({ Characters.offset(of: $0, in: text) }) else {
            return outOfRange(arguments[2], arguments)
        }
        return start <= end ? slice(arguments[0], start, end) : outOfRange(arguments[2], arguments)
    }

    /// Unicode's White_Space property, which is what the extension's definition names.
    private static func isSpace(_ scalar: UnicodeScalar) -> Bool { scalar.properties.isWhitespace }

    @Sendable private static func trim(_ arguments: Arguments) -> RawValue {
        guard matches(arguments, [.string], atLeast: 1) else { return .error(.noSuchOverload) }
        let scalars = Array(arguments[0].string.unicodeScalars)
        let start = scalars.firstIndex { !isSpace($0) } ?? scalars.count
        let end = scalars.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        let before = scalars[..<start].reduce(0) { $0 + UTF8.width($1) }
        let length = scalars[start..<max(start, end)].reduce(0) { $0 + UTF8.width($1) }
        return slice(arguments[0], before, before + length)
    }

    @Sendable private static func reverse(_ arguments: Arguments) -> RawValue {
        guard arguments.count == 1 else { return .error(.noSuchOverload) }
        if arguments[0].kind == .string {
            guard arguments.frame.charge(arguments[0].count / 4) else { return .error(.costLimit) }
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: arguments[0].string.unicodeScalars.reversed())
            return arguments.frame.string(String(scalars))
        }
        guard arguments[0].isList, let elements = Elements(arguments[0]) else { return .error(.noSuchOverload) }
        return arguments.frame.list((0..<elements.count).reversed().map { elements.value($0) })
    }

    @Sendable private static func join(_ arguments: Arguments) -> RawValue {
        guard (1...2).contains(arguments.count), arguments[0].isList, let elements = Elements(arguments[0]) else {
            return .error(.noSuchOverload)
        }
        guard arguments.count == 1 || arguments[1].kind == .string else { return .error(.noSuchOverload) }
        let separator = arguments.count == 2 ? arguments[1] : RawValue(.string)
        var total = 0
        for index in 0..<elements.count {
            guard elements.value(index).kind == .string else { return .error(.noSuchOverload) }
            total += elements.value(index).count + (index > 0 ? separator.count : 0)
        }
        return arguments.frame.text(capacity: total) { buffer in
            var offset = 0
            func append(_ part: RawValue) {
                UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]).copyMemory(from: part.text)
                offset += part.count
            }
            for index in 0..<elements.count {
                if index > 0 { append(separator) }
                append(elements.value(index))
            }
            return offset
        }
    }
}
