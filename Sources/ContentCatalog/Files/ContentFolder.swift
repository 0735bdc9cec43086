import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Finds content files below a folder, in a stable order.
struct ContentFolder {
    let path: String

    /// What a search came to.
    struct Listing {
        /// Paths relative to the content folder, sorted.
        var files: [String] = []
        /// Folders that can't be read, and files that look like content and are none.
        var diagnostics: [Diagnostic] = []
    }

    /// Files with an ending, in a subfolder and below it.
    func files(in subfolder: String, ending: String) -> Listing {
        var listing = Listing()
        var pending = [subfolder]
        while let folder = pending.popLast() {
            guard let directory = opendir("\(path)/\(folder)") else {
                if folder == subfolder, errno == ENOENT { continue }
                listing.diagnostics.append(
                    Diagnostic(
                        .error, code: "folder-unreadable", "cannot read the folder: \(String(cString: strerror(errno)))",
                        location: SourceLocation(path: "content/\(folder)")))
                continue
            }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(cString: $0) }
                }
                guard !name.hasPrefix(".") else { continue }
                let file = "\(folder)/\(name)"
                if isFolder(file, entry.pointee.d_type) {
                    pending.append(file)
                } else if name.hasSuffix(ending) {
                    listing.files.append(file)
                } else if let fault = oddity(file, wanted: ending) {
                    listing.diagnostics.append(fault)
                }
            }
        }
        listing.files.sort()
        listing.diagnostics.sort { ($0.location?.path ?? "") < ($1.location?.path ?? "") }
        return listing
    }

    private func isFolder(_ file: String, _ type: UInt8) -> Bool {
        // Some file systems don't say it in the listing.
        guard type == UInt8(DT_UNKNOWN) else { return type == UInt8(DT_DIR) }
        var status = stat()
        return lstat("\(path)/\(file)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// A content file whose name is not read would be missed in silence.
    private func oddity(_ file: String, wanted: String) -> Diagnostic? {
        guard wanted == ".yaml", [".yml", ".YAML", ".YML", ".json"].contains(where: file.hasSuffix) else { return nil }
        return Diagnostic(
            .error, code: "content-ending", "the file is not read: content files end in \(wanted)",
            location: SourceLocation(path: "content/\(file)"), hint: "rename it")
    }
}
