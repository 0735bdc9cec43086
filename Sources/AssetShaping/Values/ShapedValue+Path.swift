import Document
import PostureModel

extension ShapedValue {
    /// Sets the value of a path where there is none; objects on the way are made, elements of lists are not.
    mutating func setDefault(_ value: ShapedValue, at steps: ArraySlice<PropertyPath.Step>) {
        guard let step = steps.first else {
            if isAbsent { self = value }
            return
        }
        switch (step, self) {
        case (.member, .absent):
            // No element stands below an absent list.
            guard !steps.contains(.each) else { return }
            self = .map(ShapedMap())
            setDefault(value, at: steps)
        case (.member(let name), .map(var map)):
            var child = map[name]
            // Said to be unknown in part: whether the default holds is not known either.
            guard !(child.isAbsent && map.rest != nil) else { return }
            child.setDefault(value, at: steps.dropFirst())
            map[name] = child
            self = .map(map)
        case (.each, .list(var elements, let from)):
            for index in elements.indices { elements[index].setDefault(value, at: steps.dropFirst()) }
            self = .list(elements, from: from)
        default:
            break
        }
    }

    /// Sets the value of a path, whatever stands there.
    mutating func set(_ value: ShapedValue, at steps: ArraySlice<PropertyPath.Step>) {
        guard case .member(let name)? = steps.first else {
            if steps.isEmpty { self = value }
            return
        }
        if case .unknown = self { return }
        var map = ShapedMap(from: value.from)
        if case .map(let known) = self { map = known }
        var child = map[name]
        child.set(value, at: steps.dropFirst())
        map[name] = child
        self = map.isEmpty && steps.count > 0 && value.isAbsent && map.members.isEmpty ? .absent : .map(map)
    }

    /// Rewrites every value of a path.
    mutating func rewrite(at steps: ArraySlice<PropertyPath.Step>, _ body: (inout ShapedValue) -> Void) {
        guard let step = steps.first else {
            body(&self)
            return
        }
        switch (step, self) {
        case (.member(let name), .map(var map)):
            var child = map[name]
            guard !child.isAbsent else { return }
            child.rewrite(at: steps.dropFirst(), body)
            map[name] = child
            self = .map(map)
        case (.each, .list(var elements, let from)):
            for index in elements.indices { elements[index].rewrite(at: steps.dropFirst(), body) }
            self = .list(elements, from: from)
        default:
            break
        }
    }

    /// The value of a path of members; absent where there is none.
    func value(at path: some Sequence<String>) -> ShapedValue {
        path.reduce(self) { value, name in
            if case .map(let map) = value { map[name] } else { .absent }
        }
    }
}
