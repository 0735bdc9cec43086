import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// A folder of one's own that is gone afterwards.
struct TemporaryFolder {
    let path: String

    /// - Throws: `temporary-folder`.
    init() throws(Diagnostic) {
        let parent = Terminal.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/kamae-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw Diagnostic(
                .error, code: "temporary-folder", "no folder can be made in \(parent): \(String(cString: strerror(errno)))",
                hint: "set TMPDIR to a folder that can be written")
        }
        path = String(cString: made)
    }

    /// Removes it with the files in it; there are no folders.
    func remove() {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
