import Document
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// The documents of one YAML or JSON file that are infrastructure.
struct CodeFile {
    enum Content {
        case template(Document)
        case manifest(Document)
    }

    var file: SourceFile
    var contents: [Content] = []
    var diagnostics: [Diagnostic] = []
}

/// Reads a file and sorts what it holds.
struct CodeFileReader {
    var fileLimit: Int
    var limits: DocumentLimits
    var told = ToldPath()

    /// How much of a file past the limit is looked at to tell whether it would have mattered.
    private static let glance = 1 << 20

    func read(_ entry: SourceTree.File) -> CodeFile {
        do {
            return sort(try SourceFile.read(path: entry.path, displayPath: told.of(entry.path), limit: fileLimit), entry)
        } catch {
            var error = error
            if error.code == "file-too-large", !entry.isNamed, !looksLikeInfrastructure(entry.path) {
                // Large data files stand in many repositories; that they are not read is no fault.
                error.severity = .note
            }
            return CodeFile(file: SourceFile(path: told.of(entry.path), bytes: []), diagnostics: [error])
        }
    }

    private func looksLikeInfrastructure(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.glance) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        return bytes.withUnsafeBytes { ContentSniff($0).isCandidate }
    }

    /// Parses what may be infrastructure; everything else is left alone.
    func sort(_ file: SourceFile, _ entry: SourceTree.File) -> CodeFile {
        var code = CodeFile(file: file)
        let sniff = file.bytes.withUnsafeBytes { ContentSniff($0) }
        guard sniff.isCandidate else {
            if file.bytes.withUnsafeBytes(ContentSniff.isUTF16) {
                code.diagnostics.append(Self.notUTF8(at: 0, file, severity: entry.isNamed ? .error : .warning))
            } else if entry.isNamed {
                code.diagnostics.append(Self.notRecognised(file))
            }
            return code
        }
        let isJSON = entry.kind == .json || file.bytes.withUnsafeBytes(ContentSniff.beginsLikeJSON)
        if isJSON, readJSON(&code, mayBeYAML: entry.kind != .json) {
            // Read, or not to be read in another way.
        } else {
            readYAML(&code)
        }
        if code.contents.isEmpty, code.diagnostics.isEmpty, entry.isNamed { code.diagnostics.append(Self.notRecognised(file)) }
        return code
    }

    /// - Returns: false where the text may be YAML that only begins as JSON does.
    private func readJSON(_ code: inout CodeFile, mayBeYAML: Bool) -> Bool {
        do {
            let result = try Document.json(code.file, limits: limits)
            if add(result.document, to: &code) { code.diagnostics += result.warnings }
        } catch {
            if mayBeYAML, error.code == "json-syntax" { return false }
            code.diagnostics.append(Self.explained(error, code.file))
        }
        return true
    }

    private func readYAML(_ code: inout CodeFile) {
        let file = code.file
        let placeholder = file.bytes.withUnsafeBytes { ContentSniff.find("{{", in: $0) ?? ContentSniff.find("{%", in: $0) }
        let result = YAMLReader(limits: limits, keyOfTag: Intrinsic.key(ofTag:)).read(file)
        var isTextTemplate = false
        for entry in result.documents {
            if placeholder != nil, hasMapAsKey(entry.document.rootPointer, depth: 0) {
                isTextTemplate = true
            } else {
                _ = add(entry.document, to: &code)
            }
        }
        for diagnostic in result.diagnostics {
            if placeholder != nil, diagnostic.code == "yaml-syntax" {
                isTextTemplate = true
            } else if diagnostic.severity == .error || !code.contents.isEmpty {
                code.diagnostics.append(Self.explained(diagnostic, file))
            }
        }
        if isTextTemplate, let placeholder {
            code.diagnostics.append(
                Diagnostic(
                    .note, code: "helm-template", "a text template that becomes YAML only when it is rendered",
                    location: file.location(SourceRange(start: placeholder, end: placeholder + 2)),
                    hint: "scan what `helm template` prints"))
        }
    }

    private func add(_ document: Document, to code: inout CodeFile) -> Bool {
        if CloudFormationTemplate.isTemplate(document) {
            code.contents.append(.template(document))
        } else if KubernetesManifest.isManifest(document) {
            code.contents.append(.manifest(document))
        } else {
            return false
        }
        return true
    }

    /// Whether a map or list is a key, as in `{{ value }}`: the reader tells such keys by a `?` and where they stand.
    private func hasMapAsKey(_ node: NodePointer, depth: Int) -> Bool {
        guard depth <= limits.depth, node.pointee.kind == .map || node.pointee.kind == .list else { return false }
        for index in 0..<node.pointee.count {
            let child = node.firstChild + index
            let key = child.pointee.key.utf8
            if key.count > 1, key[0] == UInt8(ascii: "?"), key.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }) {
                return true
            }
            if hasMapAsKey(child, depth: depth + 1) { return true }
        }
        return false
    }

    // MARK: Diagnostics

    /// A syntax error that comes of another encoding says so.
    private static func explained(_ diagnostic: Diagnostic, _ file: SourceFile) -> Diagnostic {
        guard diagnostic.code == "yaml-syntax" || diagnostic.code == "json-syntax",
            let offset = file.bytes.withUnsafeBytes(ContentSniff.invalidUTF8)
        else { return diagnostic }
        return notUTF8(at: offset, file, severity: .error)
    }

    private static func notUTF8(at offset: Int, _ file: SourceFile, severity: Diagnostic.Severity) -> Diagnostic {
        Diagnostic(
            severity, code: "file-not-utf8", "the text is not UTF-8",
            location: file.location(SourceRange(start: offset, end: offset)), hint: "save it as UTF-8")
    }

    private static func notRecognised(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            .warning, code: "file-not-recognised", "neither a CloudFormation template nor a Kubernetes manifest",
            location: SourceLocation(path: file.path))
    }
}
