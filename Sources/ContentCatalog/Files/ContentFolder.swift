import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Finds content files below a folder, in a stable order.
struct ContentFolder {
    let path: String

    /// Paths of files with an ending, relative to the folder, sorted.
    func files(in subfolder: String, ending: String) -> [String] {
        var found: [String] = []
        var pending = [subfolder]
        while let folder = pending.popLast() {
            guard let directory = opendir("\(path)/\(folder)") else { continue }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard !name.hasPrefix(".") else { continue }
                if entry.pointee.d_type == UInt8(DT_DIR) {
                    pending.append("\(folder)/\(name)")
                } else if name.hasSuffix(ending) {
                    found.append("\(folder)/\(name)")
                }
            }
        }
        return found.sorted()
    }
}
