import Document

/// `a.field`, `a.?field` and `has(a.field)` on anything.
final class SelectOperation: Operation, @unchecked Sendable {
    let operand: OperationRef
    let symbol: Symbol
    /// The field's name as a string value.
    let name: RawValue
    let mode: Expression.SelectMode

    init(_ id: ExpressionID, _ operand: OperationRef, _ symbol: Symbol, _ name: RawValue, _ mode: Expression.SelectMode) {
        self.operand = operand
        self.symbol = symbol
        self.name = name
        self.mode = mode
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var value = operand.run(frame)
        if value.isFailure { return value }
        var isOptional = mode == .optional
        if value.kind == .optional {
            if value.payload == 0 { return mode == .test ? .false : .none }
            value = value.values.pointee
            isOptional = mode != .test
        }
        guard value.isMap else { return .error(.noSuchField, at: id) }
        guard value.kind != .map || frame.charge(value.count / 8) else { return .error(.costLimit, at: id) }
        let found = value.field(symbol, name)
        if let found, found.isFailure {
            // Of some unknowns at least this is known: that there is a value.
            return mode == .test && found.isUnknownButThere ? .true : found
        }
        if mode == .test {
            return .bool(found != nil)
        }
        if isOptional { return found.map { frame.some($0) } ?? .none }
        return found ?? .error(.noSuchKey, about: name, in: frame, at: id)
    }
}

/// `a[i]` and `a[?i]`.
final class IndexOperation: Operation, @unchecked Sendable {
    let operand: OperationRef
    let index: OperationRef
    let isOptional: Bool

    init(_ id: ExpressionID, _ operand: OperationRef, _ index: OperationRef, isOptional: Bool) {
        self.operand = operand
        self.index = index
        self.isOptional = isOptional
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var value = operand.run(frame)
        let key = index.run(frame)
        if value.isUnknown { return value }
        if key.isUnknown { return key }
        if value.isError { return value }
        if key.isError { return key }
        var isOptional = isOptional
        if value.kind == .optional {
            if value.payload == 0 { return .none }
            value = value.values.pointee
            isOptional = true
        }
        let found = IndexOperation.element(of: value, at: key, frame, id, isOptional: isOptional)
        guard isOptional, !found.isUnknown else { return found }
        if found.isError {
            return found.errorCode == .noSuchKey || found.errorCode == .indexOutOfRange ? .none : found
        }
        return frame.some(found)
    }

    static func element(
        of value: RawValue, at key: RawValue, _ frame: FramePointer, _ id: UInt32, isOptional: Bool
    ) -> RawValue {
        if value.isMap {
            switch key.kind {
            case .bool, .int, .uint, .double, .string: break
            default: return .error(.noSuchKey, at: id)
            }
            guard value.kind != .map || frame.charge(value.count / 8) else { return .error(.costLimit, at: id) }
            if let found = value.entry(key) { return found }
            return isOptional ? .error(.noSuchKey, at: id) : .error(.noSuchKey, about: key, in: frame, at: id)
        }
        guard let elements = Elements(value) else { return .error(.noSuchOverload, at: id) }
        let position: Int? =
            switch key.kind {
            case .int: Int(exactly: key.int)
            case .uint: Int(exactly: key.uint)
            case .double: Int(exactly: key.double)
            default: nil
            }
        guard let position else {
            return key.kind == .double || key.kind == .uint ? .error(.indexOutOfRange, at: id) : .error(.noSuchOverload, at: id)
        }
        // With unknown elements nobody can say which is which.
        if let rest = elements.rest { return rest.asElement }
        guard position >= 0, position < elements.count else {
            return isOptional ? .error(.indexOutOfRange, at: id) : .error(.indexOutOfRange, about: key, in: frame, at: id)
        }
        return elements.value(position)
    }
}

/// `x in list`, `key in map`.
final class InOperation: Operation, @unchecked Sendable {
    let element: OperationRef
    let range: OperationRef

    init(_ id: ExpressionID, _ element: OperationRef, _ range: OperationRef) {
        self.element = element
        self.range = range
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = element.run(frame)
        let container = range.run(frame)
        if value.isUnknown { return isRuledOut(value, container, frame) ? .false : value }
        if container.isUnknown { return container }
        if value.isError { return value }
        if container.isError { return container }
        guard let elements = Elements(container) else { return .error(.noSuchOverload, at: id) }
        if elements.isMap {
            guard container.kind != .map || frame.charge(container.count / 8) else { return .error(.costLimit, at: id) }
            guard let found = container.entry(value) else { return .false }
            return found.isUnknown && elements.rest.map { $0.payload == found.payload } == true ? found : .true
        }
        guard frame.charge(elements.count) else { return .error(.costLimit, at: id) }
        var unknown = elements.rest?.asElement
        for index in 0..<elements.count {
            let item = elements.value(index)
            switch RawValue.equal(value, item, frame) {
            case .true: return .true
            case .unknown where isRuledOut(item, value, frame): break
            case .unknown: unknown = unknown ?? (item.isUnknown ? item : .unknown)
            case .false: break
            }
        }
        return unknown ?? .false
    }

    /// What is known of an unknown text may rule out another text, or every element of a list.
    private func isRuledOut(_ value: RawValue, _ container: RawValue, _ frame: FramePointer) -> Bool {
        guard value.isUnknown, value.payload != 0, !container.isFailure else { return false }
        if container.kind == .string {
            return !frame.pointee.owner._withUnsafeGuaranteedRef { $0.unknown(value) }.mayEqual(container.string)
        }
        guard let elements = Elements(container), !elements.isMap, elements.rest == nil,
            frame.charge(elements.count)
        else { return false }
        let known = frame.pointee.owner._withUnsafeGuaranteedRef { $0.unknown(value) }
        return (0..<elements.count).allSatisfy { index in
            let element = elements.value(index)
            return element.kind == .string && !known.mayEqual(element.string)
        }
    }
}
