/// The lists and sets extensions.
enum ListLibrary {
    private static let a = ValueType.parameter("A")

    static func declare(in table: inout FunctionTable) {
        table.global("lists.range", [([.int], .list(.int))]) { arguments in
            guard arguments[0].kind == .int else { return .error(.noSuchOverload) }
            let count = max(0, arguments[0].int)
            guard count <= 1 << 24, arguments.frame.charge(Int(count)) else { return .error(.costLimit) }
            return arguments.frame.list((0..<count).map { .int($0) })
        }
        table.member("slice", [([.list(a), .int, .int], .list(a))], slice)
        table.member("flatten", [([.list(.list(a))], .list(a)), ([.list(.dynamic), .int], .list(.dynamic))], flatten)
        table.member("distinct", [([.list(a)], .list(a))], distinct)
        table.member("sort", [([.list(a)], .list(a))], sort)
        table.member("first", [([.list(a)], .optional(a))]) { end($0, first: true) }
        table.member("last", [([.list(a)], .optional(a))]) { end($0, first: false) }
        let two: [([ValueType], ValueType)] = [([.list(a), .list(a)], .bool)]
        table.global("sets.contains", two, partial: true) { sets($0) { contains($0, $1, $2) } }
        table.global("sets.equivalent", two, partial: true) { sets($0) { contains($0, $1, $2).and(contains($1, $0, $2)) } }
        table.global("sets.intersects", two, partial: true) { sets($0) { intersects($0, $1, $2) } }
    }

    private static func elements(_ arguments: Arguments, _ index: Int = 0) -> Elements? {
        arguments[index].isList ? Elements(arguments[index]) : nil
    }

    @Sendable private static func slice(_ arguments: Arguments) -> RawValue {
        guard let elements = elements(arguments), arguments[1].kind == .int, arguments[2].kind == .int else {
            return .error(.noSuchOverload)
        }
        let (start, end) = (arguments[1].int, arguments[2].int)
        guard start >= 0, start <= end, end <= Int64(elements.count) else {
            return .error(.indexOutOfRange, about: start < 0 || start > end ? arguments[1] : arguments[2], in: arguments.frame)
        }
        return arguments.frame.list((Int(start)..<Int(end)).map { elements.value($0) })
    }

    @Sendable private static func flatten(_ arguments: Arguments) -> RawValue {
        guard let elements = elements(arguments) else { return .error(.noSuchOverload) }
        var depth: Int64 = 1
        if arguments.count == 2 {
            guard arguments[1].kind == .int else { return .error(.noSuchOverload) }
            depth = arguments[1].int
            guard depth >= 0 else { return .error(.invalidArgument, about: arguments[1], in: arguments.frame) }
        }
        var result: [RawValue] = []
        var rest: RawValue?
        guard append(elements, Int(min(depth, 64)), &result, &rest, arguments.frame) else { return .error(.costLimit) }
        if let rest { result.append(rest) }
        return arguments.frame.list(result)
    }

    private static func append(
        _ elements: Elements, _ depth: Int, _ result: inout [RawValue], _ rest: inout RawValue?, _ frame: FramePointer
    ) -> Bool {
        rest = rest ?? elements.rest
        for index in 0..<elements.count {
            guard frame.charge(1) else { return false }
            let value = elements.value(index)
            if depth > 0, value.isList, let inner = Elements(value) {
                guard append(inner, depth - 1, &result, &rest, frame) else { return false }
            } else {
                result.append(value)
            }
        }
        return true
    }

    @Sendable private static func distinct(_ arguments: Arguments) -> RawValue {
        guard let elements = elements(arguments) else { return .error(.noSuchOverload) }
        var result: [RawValue] = []
        for index in 0..<elements.count {
            let value = elements.value(index)
            guard arguments.frame.charge(1 + result.count / 4) else { return .error(.costLimit) }
            if !result.contains(where: { RawValue.equal($0, value, arguments.frame) == .true }) { result.append(value) }
        }
        return arguments.frame.list(result)
    }

    @Sendable private static func sort(_ arguments: Arguments) -> RawValue {
        guard let elements = elements(arguments) else { return .error(.noSuchOverload) }
        let values = (0..<elements.count).map { elements.value($0) }
        guard !values.isEmpty else { return arguments[0] }
        return sorted(values, by: values, arguments.frame)
    }

    /// Values in the order of their keys; those with equal keys stay in their order.
    static func sorted(_ values: [RawValue], by keys: [RawValue], _ frame: FramePointer) -> RawValue {
        let first = keys[0]
        for key in keys {
            guard key.kind == first.kind, case .ordered = RawValue.compare(first, key) else {
                return .error("only values of one comparable type can be sorted", in: frame)
            }
            // Some ten comparisons each; texts may be alike up to their ends.
            guard frame.charge(8 + (key.kind == .string || key.kind == .bytes ? key.count / 8 : 0)) else { return .error(.costLimit) }
        }
        let order = keys.indices.sorted { left, right in
            if case .ordered(let order) = RawValue.compare(keys[left], keys[right]), order != .same { order == .less } else { left < right }
        }
        return frame.list(order.map { values[$0] })
    }

    private static func end(_ arguments: Arguments, first: Bool) -> RawValue {
        guard let elements = elements(arguments) else { return .error(.noSuchOverload) }
        guard elements.count > 0 else { return .none }
        return arguments.frame.some(elements.value(first ? 0 : elements.count - 1))
    }

    // MARK: sets

    private static func sets(_ arguments: Arguments, _ body: (Elements, Elements, FramePointer) -> Truth) -> RawValue {
        guard let left = elements(arguments, 0), let right = elements(arguments, 1) else { return .error(.noSuchOverload) }
        let product = left.count.multipliedReportingOverflow(by: right.count)
        guard !product.overflow, arguments.frame.charge(product.partialValue) else { return .error(.costLimit) }
        switch body(left, right, arguments.frame) {
        case .true: return .true
        case .false: return .false
        case .unknown: return left.firstUnknown?.asElement ?? right.firstUnknown?.asElement ?? .unknown
        }
    }

    private static func has(_ list: Elements, _ value: RawValue, _ frame: FramePointer) -> Truth {
        var answer: Truth = list.rest == nil ? .false : .unknown
        for index in 0..<list.count {
            switch RawValue.equal(list.value(index), value, frame) {
            case .true: return .true
            case .unknown: answer = .unknown
            case .false: break
            }
        }
        return answer
    }

    private static func contains(_ list: Elements, _ sublist: Elements, _ frame: FramePointer) -> Truth {
        var answer: Truth = sublist.rest == nil ? .true : .unknown
        for index in 0..<sublist.count {
            switch has(list, sublist.value(index), frame) {
            case .false: return .false
            case .unknown: answer = .unknown
            case .true: break
            }
        }
        return answer
    }

    private static func intersects(_ left: Elements, _ right: Elements, _ frame: FramePointer) -> Truth {
        // An empty list that is fully known meets nothing, whatever the other one may hold.
        if left.count == 0 && left.rest == nil || right.count == 0 && right.rest == nil { return .false }
        var answer: Truth = left.rest == nil && right.rest == nil ? .false : .unknown
        for index in 0..<left.count {
            switch has(right, left.value(index), frame) {
            case .true: return .true
            case .unknown: answer = .unknown
            case .false: break
            }
        }
        return answer
    }
}

extension Truth {
    func and(_ other: Truth) -> Truth {
        if self == .false || other == .false { return .false }
        return self == .unknown || other == .unknown ? .unknown : .true
    }
}
