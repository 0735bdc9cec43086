import PostureModel
import SourceText
import Synchronization

/// The asset types that were met so far.
final class TypeTable: Sendable {
    /// Types by all that they are found by.
    struct Types: Sendable {
        var byName: [String: CompiledType] = [:]
        /// By the resource types of code that are such an asset.
        var owners: [String: CompiledType] = [:]
        /// By the resource types of code that say something of such an asset.
        var parts: [String: [PartRule]] = [:]

        init(_ compiled: [CompiledType]) {
            for type in compiled {
                byName[type.type.name] = byName[type.type.name] ?? type
                for face in [type.type.terraform, type.type.cloudFormation].compactMap({ $0 }) {
                    for resource in face.resources { owners[resource] = type }
                    for part in face.parts { parts[part.resource, default: []].append(PartRule(part: part, owner: type)) }
                }
            }
        }
    }

    private struct State {
        var asked: Set<String> = []
        var compiled: [CompiledType] = []
        var types = Types([])
    }

    private let functions: [String: ShapeFunction]
    /// Nil where all types are at hand.
    private let source: (@Sendable (String) -> [AssetType])?
    private let state: Mutex<State>

    init(types: [AssetType], functions: [String: ShapeFunction]) {
        let compiled = types.map { CompiledType($0, functions: functions) }
        self.functions = functions
        source = nil
        state = Mutex(State(compiled: compiled, types: Types(compiled)))
    }

    init(functions: [String: ShapeFunction], source: @escaping @Sendable (String) -> [AssetType]) {
        self.functions = functions
        self.source = source
        state = Mutex(State())
    }

    /// At least the types that these words have to do with.
    func types(for words: Set<String>) -> Types {
        state.withLock { state in
            guard let source, !words.isSubset(of: state.asked) else { return state.types }
            var isNew = false
            for word in words.subtracting(state.asked) {
                for type in source(word) where !state.compiled.contains(where: { $0.type.name == type.name }) {
                    state.compiled.append(CompiledType(type, functions: functions))
                    isNew = true
                }
            }
            state.asked.formUnion(words)
            guard isNew else { return state.types }
            // The order of files, whatever was met first: the same code always gives the same assets.
            state.compiled.sort { $0.type.file.path < $1.type.file.path }
            state.types = Types(state.compiled)
            return state.types
        }
    }
}

/// A type with what is worked out once from its file.
final class CompiledType: Sendable {
    let type: AssetType
    let shaper: SchemaShaper
    let functions: [String: ShapeFunction]

    init(_ type: AssetType, functions: [String: ShapeFunction]) {
        self.type = type
        self.functions = functions
        shaper = SchemaShaper(
            schema: type.schema, matcher: NameMatcher(schema: type.schema, names: type.names), functions: functions)
    }
}

/// A part and the type it belongs to.
struct PartRule: Sendable {
    var part: DeclaredFace.Part
    var owner: CompiledType
}
