#if canImport(Glibc)
import Glibc
#endif

/// Where the example estate is: beside the program it was built with.
public enum DemoFiles {
    /// The folder with `code/` and `account/`, as an absolute path; nil where it is not to be found.
    public static var path: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        let program = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let slash = program.lastIndex(of: "/") else { return nil }
        let folder = program[..<slash]
        let above = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
        return ["\(folder)/kamae_DemoEstate.resources", "\(above)/share/kamae/demo"].first {
            access("\($0)/code", R_OK) == 0 && access("\($0)/account", R_OK) == 0
        }
    }
}
