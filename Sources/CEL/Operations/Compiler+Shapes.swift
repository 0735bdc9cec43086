import Document

extension Compiler {
    /// A faster operation for a common shape; what it doesn't expect it hands to the general one.
    func specialised(_ id: ExpressionID, _ general: OperationRef) -> OperationRef? {
        switch kind(id) {
        case .select(_, _, _, .plain):
            return path(id).map { keep(PathOperation(id, $0, general)) }
        case .call(let name, _, nil, let arguments) where arguments.count == 2 && name == Operators.equal:
            return equality(id, arguments[0], arguments[1], general) ?? equality(id, arguments[1], arguments[0], general)
        case .call(let name, _, nil, let arguments) where arguments.count == 2 && Compiler.relation(name) != nil:
            guard let relation = Compiler.relation(name), case .literal(.int(let number)) = kind(arguments[1]),
                let path = path(arguments[0])
            else { return nil }
            return keep(PathCompareOperation(id, path, relation, number, general))
        case .call(Operators.in, _, nil, let arguments) where arguments.count == 2:
            guard let path = path(arguments[0]), let texts = texts(arguments[1]) else { return nil }
            return keep(PathInTextsOperation(id, path, texts, general))
        case .call(let name, _, let target?, let arguments) where arguments.count == 1:
            guard case .function(let function, true, _) = checked.references[id] else { return nil }
            return member(id, name, function, target, arguments[0], general)
        default: return nil
        }
    }

    /// `a.b.c` where `a` is a variable: its slot and the fields' symbols.
    func path(_ id: ExpressionID, optional: Bool = false) -> DocumentPath? {
        var symbols: [Symbol] = []
        var current = id
        while true {
            switch kind(current) {
            case .identifier:
                switch checked.references[current] {
                case .variable(let slot), .local(let slot):
                    guard !symbols.isEmpty, symbols.count <= 64 else { return nil }
                    let place = memory.allocate(symbols.count * MemoryLayout<Symbol>.stride).assumingMemoryBound(to: Symbol.self)
                    for (index, symbol) in symbols.reversed().enumerated() { (place + index).initialize(to: symbol) }
                    return DocumentPath(slot: slot, symbols: place, count: symbols.count)
                default: return nil
                }
            case .select(let operand, let field, _, let mode) where mode == .plain || (optional && mode == .optional):
                if checked.references[current] != nil { return nil }
                guard let symbol = Array(field.utf8).withUnsafeBytes({ Symbol.intern($0) }) else { return nil }
                symbols.append(symbol)
                current = operand
            default: return nil
            }
        }
    }

    /// Whether one of the chain's steps is `.?`.
    private func isOptionalPath(_ id: ExpressionID) -> Bool {
        guard case .select(let operand, _, _, let mode) = kind(id) else { return false }
        return mode == .optional || isOptionalPath(operand)
    }

    private func equality(_ id: ExpressionID, _ subject: ExpressionID, _ other: ExpressionID, _ general: OperationRef) -> OperationRef? {
        guard case .literal(let literal) = kind(other) else { return nil }
        if case .identifier = kind(subject), case .string(let text) = literal {
            switch checked.references[subject] {
            case .variable(let slot), .local(let slot):
                return keep(SlotEqualsTextOperation(id, slot: slot, memory.text(Array(text.utf8)), general))
            default: return nil
            }
        }
        guard let path = path(subject) else { return nil }
        switch literal {
        case .string(let text): return keep(PathEqualsTextOperation(id, path, memory.text(Array(text.utf8)), general))
        case .bool(let value): return keep(PathEqualsNumberOperation(id, path, .bool, value ? 1 : 0, general))
        case .int(let value): return keep(PathEqualsNumberOperation(id, path, .int, UInt64(bitPattern: value), general))
        default: return nil
        }
    }

    private func texts(_ id: ExpressionID) -> UnsafeBufferPointer<RawValue>? {
        guard case .list(let elements) = kind(id), elements.count <= 32 else { return nil }
        var texts: [RawValue] = []
        for element in elements {
            guard !element.optional, case .literal(.string(let text)) = kind(element.value) else { return nil }
            texts.append(memory.text(Array(text.utf8)))
        }
        return UnsafeBufferPointer(start: memory.values(texts), count: texts.count)
    }

    private func member(
        _ id: ExpressionID, _ name: String, _ function: Function, _ target: ExpressionID, _ argument: ExpressionID,
        _ general: OperationRef
    ) -> OperationRef? {
        guard case .literal(let literal) = kind(argument) else { return nil }
        switch (name, literal) {
        case ("startsWith", .string(let text)), ("endsWith", .string(let text)), ("contains", .string(let text)):
            guard function === FunctionTable.standard.functions[FunctionKey(name: name, isMember: true)],
                let path = path(target), let test = PathTextOperation.Test(rawValue: name)
            else { return nil }
            return keep(PathTextOperation(id, path, test, memory.text(Array(text.utf8)), general))
        case ("orValue", _):
            guard function.body == nil, isOptionalPath(target), let path = path(target, optional: true) else { return nil }
            return keep(PathOrElseOperation(id, path, general))
        default: return nil
        }
    }
}

/// A chain of fields from a variable into a document.
struct DocumentPath: BitwiseCopyable {
    let slot: Int
    let symbols: UnsafePointer<Symbol>
    let count: Int

    /// The node at its end; nil where anything on the way isn't a document's map with that key.
    @inline(__always)
    func node(_ frame: FramePointer) -> NodePointer? {
        let start = frame[slot: slot]
        guard start.kind == .nodeMap else { return nil }
        var node = start.node
        var index = 0
        while true {
            guard let child = node.child(symbols[index]) else { return nil }
            index += 1
            if index == count { return child }
            guard child.pointee.kind == .map else { return nil }
            node = child
        }
    }
}
