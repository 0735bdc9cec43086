import Document
public import PostureModel
public import SourceText
import Synchronization

/// Everything that is content: asset types and controls, found in a folder, read when they are first needed.
///
/// The whole catalogue is there at every start; a file is parsed only when its types are met, so that judging one file
/// stays instant.
public final class ContentCatalog: Sendable {
    /// The folder with `assets/`, `controls/` and `facts/`.
    public let path: String
    private let folder: ContentFolder
    private let assetListing: ContentFolder.Listing
    private let state = Mutex(State())

    private struct State {
        var diagnostics: [Diagnostic] = []
        var controls: [ContentEntry<Control>]?
        var assetTypes: [ContentEntry<AssetType>]?
        /// All asset types have been held against one another.
        var isChecked = false
        /// What all kinds of Kubernetes are made of; read once.
        var kinds: PropertySchema?
    }

    /// - Throws: `content-missing` where the folder is none.
    public init(path: String) throws(Diagnostic) {
        self.path = path
        folder = ContentFolder(path: path)
        assetListing = folder.files(in: "assets", ending: ".yaml")
        guard !assetListing.files.isEmpty else {
            throw Diagnostic(
                .error, code: "content-missing", "there is no content in \(path)",
                hint: "reinstall Kamae, or name the content folder with --content")
        }
    }

    /// What was wrong with the files that have been read so far.
    public var diagnostics: [Diagnostic] { state.withLock { $0.diagnostics } }

    // MARK: Asset types

    /// Every asset type, in the order of their files; two that describe the same thing are told.
    public func assetTypes() -> [AssetType] {
        var types = assetTypes { _ in true }
        let conflicts = AssetTypeConflicts.remove(from: &types) + RelationshipConflicts.find(in: types)
        state.withLock { state in
            if !state.isChecked { state.diagnostics += conflicts }
            state.isChecked = true
        }
        return types
    }

    /// The asset types that a word has to do with: a type's own name, or a resource that one of its faces is made of.
    ///
    /// Those whose files do not say the word are not read. There may be some that only mention it.
    public func assetTypes(mentioning word: String) -> [AssetType] { assetTypes(where: WordSearch(word).isFound) }

    /// One asset type by its name.
    public func assetType(_ name: String) -> AssetType? { assetTypes(mentioning: name).first { $0.name == name } }

    /// What a type's properties may be; nil where nothing says it, as for kinds that a cluster's own resource definitions make.
    public func schema(of type: String) -> TypeSchema? {
        guard AssetTypeName.provider(of: type) == "kubernetes" else {
            return assetType(type).map { TypeSchema(name: type, schema: $0.schema) }
        }
        let kinds = state.withLock { state in
            if let known = state.kinds { return known }
            let read = readKinds(&state.diagnostics)
            state.kinds = read
            return read
        }
        return kinds[PropertySchema.root].members[type].map { TypeSchema(name: "", schema: kinds, root: $0) }
    }

    private func readKinds(_ diagnostics: inout [Diagnostic]) -> PropertySchema {
        do {
            let file = try SourceFile.read(
                path: "\(path)/facts/kubernetes/schemas/definitions.json", displayPath: "content/facts/kubernetes/schemas/definitions.json")
            return SchemaReader.kinds(try Document(json: file.bytes).root)
        } catch {
            diagnostics.append(error)
            return PropertySchema(nodes: [PropertySchema.Node(kind: .object)])
        }
    }

    private func assetTypes(where isWanted: (SourceFile) -> Bool) -> [AssetType] {
        state.withLock { state in
            var entries = assetEntries(&state)
            defer { state.assetTypes = entries }
            state.assetTypes = nil
            return entries.indices.compactMap { index in
                guard isWanted(entries[index].file) else { return nil }
                return entries[index].read(&state.diagnostics) { AssetTypeReader.read($0, schemas: schema) }
            }
        }
    }

    // MARK: Controls

    /// The controls of some asset types, in the order of their ids.
    public func controls(for types: Set<String>) -> [Control] {
        let searches = types.map(WordSearch.init)
        return controls { file in searches.contains { $0.isFound(in: file) } }.filter { !types.isDisjoint(with: $0.assetTypes) }
    }

    /// Every control, in the order of their ids.
    public func allControls() -> [Control] { controls { _ in true } }

    /// One control by its id.
    public func control(_ id: String) -> Control? {
        controls { file in file.path.hasSuffix("/\(id).yaml") }.first { $0.id == id }
    }

    /// The ids of every control, without reading them.
    public var controlIDs: [String] {
        state.withLock { state in
            let entries = controlEntries(&state)
            state.controls = entries
            return entries.map { Self.controlID($0.file) }
        }
    }

    /// Whether a name means a control: its id, or a folder above it (`aws/s3` means `aws/s3/bucket-versioning`).
    public static func isControl(_ id: String, under name: some StringProtocol) -> Bool { id == name || id.hasPrefix(name + "/") }

    /// The ids of the controls that a name means.
    ///
    /// - Throws: `control-unknown` where it means none: a slip would pass for a clean run.
    public func controlIDs(under name: String) throws(Diagnostic) -> [String] {
        let all = controlIDs
        let named = all.filter { Self.isControl($0, under: name) }
        guard named.isEmpty else { return named }
        throw Diagnostic(
            .error, code: "control-unknown", "there is no control \(name)",
            hint: EditDistance.hint(for: name, among: all) ?? "a control's id is its path below content/controls")
    }

    private func controls(where isWanted: (SourceFile) -> Bool) -> [Control] {
        state.withLock { state in
            let names = assetTypeNames(&state)
            let assetFiles = (state.assetTypes ?? []).map(\.file)
            var entries = controlEntries(&state)
            defer { state.controls = entries }
            state.controls = nil
            return entries.indices.compactMap { index in
                guard isWanted(entries[index].file) else { return nil }
                return entries[index].read(&state.diagnostics) { file in
                    ControlReader.read(file, id: Self.controlID(file), assetTypes: names) { resource in
                        assetFiles.first { $0.names(resource: resource) }?.value(ofTopLevelKey: "type")
                    }
                }
            }
        }
    }

    private func controlEntries(_ state: inout State) -> [ContentEntry<Control>] {
        state.controls ?? load(folder.files(in: "controls", ending: ".yaml"), &state.diagnostics)
    }

    private func assetEntries(_ state: inout State) -> [ContentEntry<AssetType>] {
        state.assetTypes ?? load(assetListing, &state.diagnostics)
    }

    /// The names that asset files give their types, taken from their text: nothing is parsed for a look at a name.
    private func assetTypeNames(_ state: inout State) -> Set<String> {
        let entries = assetEntries(&state)
        state.assetTypes = entries
        return Set(entries.compactMap { $0.file.value(ofTopLevelKey: "type") })
    }

    /// The id of a control is its path below `controls/`.
    private static func controlID(_ file: SourceFile) -> String {
        String(file.path.dropFirst("content/controls/".count).dropLast(".yaml".count))
    }

    // MARK: Files

    private func load<Content>(_ listing: ContentFolder.Listing, _ diagnostics: inout [Diagnostic]) -> [ContentEntry<Content>] {
        diagnostics += listing.diagnostics
        var entries: [ContentEntry<Content>] = []
        entries.reserveCapacity(listing.files.count)
        for path in listing.files {
            do {
                let file = try SourceFile.read(path: "\(self.path)/\(path)", displayPath: "content/\(path)")
                entries.append(ContentEntry(file: file))
            } catch {
                diagnostics.append(error)
            }
        }
        return entries
    }

    /// The published schema of an AWS type: `AWS::S3::Bucket` stands in `facts/aws/schemas/s3/Bucket.json`.
    private func schema(of type: String) throws(Diagnostic) -> DocumentValue? {
        let words = type.split(separator: ":", omittingEmptySubsequences: true).map(String.init)
        guard words.count == 3, words[0] == "AWS" else { return nil }
        let path = "\(self.path)/facts/aws/schemas/\(words[1].lowercased())/\(words[2]).json"
        guard let file = try? SourceFile.read(path: path) else { return nil }
        return try Document(json: file.bytes).root
    }
}

extension SourceFile {
    /// Whether a line `resource:` names a resource.
    fileprivate func names(resource: String) -> Bool {
        bytes.split(separator: 0x0A).contains { line in
            let text = String(decoding: line, as: UTF8.self)
            guard text.contains("resource:") else { return false }
            return text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == resource }
        }
    }

    /// The text behind `key:` at the beginning of a line.
    fileprivate func value(ofTopLevelKey key: String) -> String? {
        let start = Array("\(key):".utf8)
        for line in bytes.split(separator: 0x0A) where line.starts(with: start) {
            let text = String(decoding: line.dropFirst(start.count), as: UTF8.self)
            return text.split(whereSeparator: \.isWhitespace).first.map { $0.filter { $0 != "\"" && $0 != "'" } }
        }
        return nil
    }
}
