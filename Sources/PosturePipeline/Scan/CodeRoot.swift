/// A folder of code that is called by a name, wherever it lies: places are told from it, and its programs' names begin with its own.
public struct CodeRoot: Sendable {
    public var path: String
    public var name: String

    public init(path: String, name: String) {
        self.path = path
        self.name = name
    }
}
