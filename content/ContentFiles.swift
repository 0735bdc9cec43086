#if canImport(Glibc)
import Glibc
#endif

/// Where the content folder is: beside the program it was built with.
public enum ContentFiles {
    /// The folder with `assets/`, `controls/` and `facts/`; nil where it is not to be found.
    ///
    /// `KAMAE_CONTENT` names another one.
    public static var path: String? {
        if let named = getenv("KAMAE_CONTENT") { return String(cString: named) }
        guard let program = programFolder else { return nil }
        let candidates = ["\(program)/kamae_Content.resources", "\(program)/../share/kamae/content"]
        return candidates.first { access("\($0)/assets", R_OK) == 0 }
    }

    private static var programFolder: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
