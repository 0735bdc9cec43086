import Dispatch
import PostureModel
import SourceText
import Synchronization

/// The Terraform part of a scan: folders are read side by side, then roots are evaluated side by side.
struct TerraformScan {
    let workers: Int
    let fileLimit: Int

    /// - Parameters:
    ///   - files: every Terraform file of the scan.
    ///   - receive: gets the programs in the order of their folders, on the caller's thread.
    func run(_ files: [SourceTree.File], receive: (DeclaredProgram) -> Void) {
        var folders: [String] = []
        var chosen: [String: Set<String>] = [:]
        var known: Set<String> = []
        for file in files {
            let (folder, name) = Self.split(file.path)
            if file.isNamed { chosen[folder, default: []].insert(name) }
            if known.insert(folder).inserted { folders.append(folder) }
        }
        let parser = TerraformParser(folder: TerraformFolder(limit: fileLimit, chosen: chosen))
        // Reading is what takes the time; afterwards everything is at hand.
        each(folders) { parser.read($0) }
        let roots = parser.roots(among: folders)
        var start = 0
        while start < roots.count {
            let batch = Array(roots[start..<min(start + max(workers, 1) * 8, roots.count)])
            let programs = Mutex([DeclaredProgram?](repeating: nil, count: batch.count))
            each(Array(batch.indices)) { index in
                let program = parser.parse(root: batch[index])
                programs.withLock { $0[index] = program }
            }
            for case let program? in programs.withLock({ $0 }) { receive(program) }
            start += batch.count
        }
    }

    private func each<Element: Sendable>(_ elements: [Element], _ body: @escaping @Sendable (Element) -> Void) {
        guard workers > 1, elements.count > 1 else { return elements.forEach(body) }
        DispatchQueue.concurrentPerform(iterations: elements.count) { body(elements[$0]) }
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : TerraformFolder.join(String(folder), "."), String(path[path.index(after: slash)...]))
    }
}
