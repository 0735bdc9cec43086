import Document
import PostureModel
import SourceText
import Synchronization

/// The Terraform part of a scan: folders are read side by side, then roots are evaluated side by side.
struct TerraformScan {
    let workers: WorkerThreads
    let fileLimit: Int
    /// What the user asked to scan.
    let paths: [String]
    /// Values of root variables by name.
    let variables: [String: String]
    /// Of the evaluation of one root.
    let steps: Int
    let told: ToldPath

    /// Bytes of programs that one batch may hold before the rest of it waits.
    private static let heldBytes = 128 << 20

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
        let all = folders
        let folder = TerraformFolder(limit: fileLimit, chosen: chosen, scopes: paths, told: told)
        let parser = TerraformParser(folder: folder, variables: variables, steps: steps)
        // Reading is what takes the time; afterwards everything is at hand.
        workers.each(all.count) { _ = folder.module(at: all[$0]) }
        let roots = RootFinder(folder: folder).roots(among: all)
        var met: Set<String> = []
        var start = 0
        while start < roots.count {
            let batch = Array(roots[start..<min(start + workers.count * 8, roots.count)])
            let outcomes = Mutex([(program: DeclaredProgram, modules: [TerraformModule])?](repeating: nil, count: batch.count))
            let held = Atomic<Int>(0)
            workers.each(batch.count) { index in
                // Large programs are handed on before further ones are made.
                guard held.load(ordering: .relaxed) <= Self.heldBytes else { return }
                let outcome = parser.parse(root: batch[index])
                held.add(outcome.program.resources.reduce(0) { $0 + $1.body.byteCount }, ordering: .relaxed)
                outcomes.withLock { $0[index] = outcome }
            }
            // Once there is too much it stays so for the batch: what is left over is its end.
            let done = outcomes.withLock { $0 }.prefix { $0 != nil }
            for case var outcome? in done {
                // What is wrong with a module that many roots call is said once, and its files are counted once, by whatever path.
                let new = outcome.modules.filter { met.insert(FilePath.real($0.path) ?? $0.path).inserted }
                outcome.program.diagnostics = new.flatMap(\.diagnostics) + outcome.program.diagnostics
                outcome.program.path = told.of(outcome.program.path)
                outcome.program.fileCount = new.reduce(0) { $0 + $1.fileCount }
                receive(outcome.program)
            }
            start += done.count
        }
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : TerraformFolder.join(String(folder), "."), String(path[path.index(after: slash)...]))
    }
}
