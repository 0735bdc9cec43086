import Document

/// Which kinds of secrets a text holds, as a list of their names; never the text, nor any part of it.
///
/// Reads a text, Base64 of one (user data), or every value of a map or list (environment variables).
let secretKinds: ShapeFunction = { value, builder in
    var finder = SecretFinder()
    finder.read(value, name: nil, depth: 0)
    builder.originate(from: value)
    builder.beginList()
    for kind in finder.kinds.sorted() { builder.string(kind) }
    // Where one stands in the text, what else may be there decides nothing.
    if let unknown = finder.unknown, finder.kinds.isEmpty { builder.unknown(unknown, rest: true) }
    builder.endList()
}
