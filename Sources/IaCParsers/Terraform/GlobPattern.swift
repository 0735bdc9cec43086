/// `fileset`'s patterns: `*` and `?` inside one step, `**` over any number of steps, `{a,b}` for either.
enum GlobPattern {
    static func matches(_ path: String, _ pattern: String) -> Bool {
        let steps = path.split(separator: "/").map { Array($0.unicodeScalars) }
        return alternatives(Array(pattern.unicodeScalars)).contains { alternative in
            matches(steps[...], alternative.split(separator: "/").map { Array($0) }[...])
        }
    }

    /// The pattern with its braces written out, up to 64 of them.
    private static func alternatives(_ pattern: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        var done: [[Unicode.Scalar]] = []
        var pending = [pattern]
        while let next = pending.popLast(), done.count + pending.count < 64 {
            guard let open = next.firstIndex(of: "{"), let close = next[open...].firstIndex(of: "}") else {
                done.append(next)
                continue
            }
            for choice in next[(open + 1)..<close].split(separator: ",", omittingEmptySubsequences: false) {
                pending.append(Array(next[..<open]) + Array(choice) + Array(next[(close + 1)...]))
            }
        }
        return done
    }

    private static func matches(_ steps: ArraySlice<[Unicode.Scalar]>, _ pattern: ArraySlice<[Unicode.Scalar]>) -> Bool {
        // How far the pattern gets with the steps read so far.
        var reached: Set<Int> = closure([pattern.startIndex], pattern)
        for step in steps {
            var next: Set<Int> = []
            for index in reached where index < pattern.endIndex {
                if pattern[index] == ["*", "*"] {
                    next.insert(index)
                } else if matches(step: step, pattern[index]) {
                    next.insert(index + 1)
                }
            }
            reached = closure(next, pattern)
        }
        return reached.contains(pattern.endIndex)
    }

    /// `**` may stand for no step at all.
    private static func closure(_ places: Set<Int>, _ pattern: ArraySlice<[Unicode.Scalar]>) -> Set<Int> {
        var all = places
        for var index in places {
            while index < pattern.endIndex, pattern[index] == ["*", "*"] {
                index += 1
                all.insert(index)
            }
        }
        return all
    }

    private static func matches(step: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var place = 0
        var index = 0
        var star: (pattern: Int, step: Int)?
        while index < step.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == step[index] {
                place += 1
                index += 1
            } else if let last = star {
                place = last.pattern + 1
                index = last.step + 1
                star = (last.pattern, last.step + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
