import Document

/// `x.sortBy(e, key)`: the elements in the order of their keys. Where a key, or an element, is not known, nobody knows the order.
final class SortOperation: LoopOperation, @unchecked Sendable {
    override func run(_ frame: FramePointer) -> RawValue {
        let value = range.run(frame)
        if value.isFailure { return value }
        guard value.isList, let elements = Elements(value) else { return .error(.noSuchOverload, at: id) }
        guard frame.charge(2 * elements.count + 1) else { return .error(.costLimit, at: id) }
        var keys: [RawValue] = []
        var values: [RawValue] = []
        var unknown = elements.rest?.asElement
        var error: RawValue?
        for index in 0..<elements.count {
            guard frame.charge(1) else { return .error(.costLimit, at: id) }
            bind(elements, index, frame)
            let key = body.run(frame)
            if key.isUnknown { unknown = unknown ?? key }
            if key.isError { error = error ?? key }
            keys.append(key)
            values.append(elements.value(index).asElement)
        }
        if let unknown { return unknown }
        if let error { return error }
        return keys.isEmpty ? value : ListLibrary.sorted(values, by: keys, frame).placed(at: id)
    }
}
