extension ValueSource {
    /// Every path that it reads, in order; paths of elements begin with `it`.
    public var paths: [[String]] {
        switch self {
        case .path(let path): [path]
        case .first(let sources): sources.flatMap(\.paths)
        case .pick(let source, _, let value): source.paths + value.paths
        case .each(let source, _, let shape): source.paths + shape.paths
        case .translated(let source, _, _), .function(_, let source): source.paths
        case .object(let shape): shape.paths
        case .literal, .this: []
        }
    }
}

extension Shape {
    /// Every path that its rules read.
    public var paths: [[String]] { (rules + spread).flatMap(\.source.paths) }
}
