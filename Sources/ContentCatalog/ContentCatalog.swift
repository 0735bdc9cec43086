import Document
public import PostureModel
public import SourceText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Everything that is content: asset types and controls, found in a folder, read when they are first needed.
///
/// The whole catalogue is there at every start; a file is parsed only when its types are met, so that judging one file
/// stays instant.
public final class ContentCatalog: Sendable {
    /// The folder with `assets/`, `controls/` and `facts/`.
    public let path: String
    private let folder: ContentFolder
    private let state = Mutex(State())

    private struct State {
        var diagnostics: [Diagnostic] = []
        var controlFiles: [ControlFile]?
        var assetTypes: [AssetType]?
    }

    private struct ControlFile {
        let id: String
        let file: SourceFile
        var control: Control?
        var isRead = false
    }

    /// - Throws: `content-missing` where the folder is none.
    public init(path: String) throws(Diagnostic) {
        self.path = path
        folder = ContentFolder(path: path)
        guard !folder.files(in: "assets", ending: ".yaml").files.isEmpty else {
            throw Diagnostic(
                .error, code: "content-missing", "there is no content in \(path)",
                hint: "reinstall Kamae, or name the content folder with --content")
        }
    }

    /// What was wrong with the files that have been read so far.
    public var diagnostics: [Diagnostic] { state.withLock { $0.diagnostics } }

    /// Every asset type, in the order of their files.
    public func assetTypes() -> [AssetType] {
        if let known = state.withLock({ $0.assetTypes }) { return known }
        var types: [AssetType] = []
        let listing = folder.files(in: "assets", ending: ".yaml")
        var diagnostics = listing.diagnostics
        for path in listing.files {
            do {
                let file = try SourceFile.read(path: "\(self.path)/\(path)", displayPath: "content/\(path)")
                let (type, faults) = AssetTypeReader.read(file, schemas: schema)
                diagnostics += faults
                if let type { types.append(type) }
            } catch {
                diagnostics.append(error)
            }
        }
        diagnostics += AssetTypeConflicts.remove(from: &types)
        return state.withLock { state in
            if let known = state.assetTypes { return known }
            state.assetTypes = types
            state.diagnostics += diagnostics
            return types
        }
    }

    /// The controls of some asset types, in the order of their ids.
    public func controls(for types: Set<String>) -> [Control] {
        controls { file in types.contains { file.mentions($0) } }.filter { !types.isDisjoint(with: $0.assetTypes) }
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
            load(&state)
            return (state.controlFiles ?? []).map(\.id)
        }
    }

    private func controls(where isWanted: (SourceFile) -> Bool) -> [Control] {
        let typeNames = Set(assetTypes().map(\.name))
        return state.withLock { state in
            load(&state)
            var files = state.controlFiles ?? []
            for index in files.indices where !files[index].isRead && isWanted(files[index].file) {
                let (control, faults) = ControlReader.read(
                    files[index].file, id: files[index].id, assetTypes: typeNames)
                files[index].control = control
                files[index].isRead = true
                state.diagnostics += faults
            }
            state.controlFiles = files
            return files.compactMap(\.control)
        }
    }

    private func load(_ state: inout State) {
        guard state.controlFiles == nil else { return }
        var files: [ControlFile] = []
        let listing = folder.files(in: "controls", ending: ".yaml")
        state.diagnostics += listing.diagnostics
        for path in listing.files {
            do {
                let file = try SourceFile.read(path: "\(self.path)/\(path)", displayPath: "content/\(path)")
                files.append(ControlFile(id: String(path.dropFirst("controls/".count).dropLast(".yaml".count)), file: file))
            } catch {
                state.diagnostics.append(error)
            }
        }
        state.controlFiles = files
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
    /// Whether a text stands anywhere in the file.
    fileprivate func mentions(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { needle in
            bytes.withUnsafeBytes { hay in
                guard let base = hay.baseAddress, let wanted = needle.baseAddress else { return false }
                var offset = 0
                while hay.count - offset >= needle.count,
                    let found = memchr(base + offset, Int32(wanted[0]), hay.count - offset - needle.count + 1)
                {
                    if memcmp(found, wanted, needle.count) == 0 { return true }
                    offset = UnsafeRawPointer(found) - base + 1
                }
                return false
            }
        }
    }
}
