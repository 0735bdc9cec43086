import HCL
import SourceText

/// Tells root modules from those that other folders call.
struct RootFinder {
    let folder: TerraformFolder

    /// The roots among some folders: those that no other one calls. Of folders that only call one another, the first is a root.
    func roots(among folders: [String]) -> [String] {
        let calls = Dictionary(folders.map { ($0, localCalls(of: $0)) }) { first, _ in first }
        let called = Set(calls.values.joined())
        var roots = folders.filter { !called.contains($0) }
        var reached: Set<String> = []
        for root in roots { reach(root, calls, &reached) }
        for path in folders where !reached.contains(path) {
            roots.append(path)
            reach(path, calls, &reached)
        }
        return roots
    }

    private func reach(_ path: String, _ calls: [String: [String]], _ reached: inout Set<String>) {
        var pending = [path]
        while let next = pending.popLast() {
            if reached.insert(next).inserted { pending += calls[next] ?? localCalls(of: next) }
        }
    }

    /// Folders that a folder calls by a local path.
    private func localCalls(of path: String) -> [String] {
        guard let module = folder.module(at: path) else { return [] }
        return module.calls.values.compactMap { call in
            guard case .string(let source)? = call.setting("source")?.expression.kind,
                source.hasPrefix("./") || source.hasPrefix("../")
            else { return nil }
            let target = TerraformFolder.join(path, source)
            return target == path ? nil : target
        }
    }
}
