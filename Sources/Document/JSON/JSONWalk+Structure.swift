import SourceText

extension JSONWalk {
    /// Ends the innermost list or map: its children go where they stay, and it becomes a value on the stack.
    @inline(__always)
    mutating func end(at: Int) -> Bool {
        let first = open &+ 1
        var count = workspace.stack.count &- first
        var keyIndex: [UInt64] = []
        if isInMap {
            if count > Node.indexThreshold {
                keyIndex = sortedKeys(from: first)
                count = workspace.stack.count &- first
            } else if mayRepeatKeys(from: first, count: count) {
                dropRepeatedKeys(from: first)
                count = workspace.stack.count &- first
            }
        }
        let whole = UnsafePointer(workspace.stack.base + open).pointee
        guard count <= Node.maxCount, nodeCount &+ count &+ keyIndex.count / 2 < target.nodeCapacity else { return tooMany(count) }
        let place = nodeCount
        settle(from: first, count: count)
        if target.ranges != nil {
            let range = workspace.ranges.base[open]
            workspace.ranges.base[open] = SourceRange(start: range.start, end: at &+ 1 &+ skipped)
            workspace.ranges.count = first
        }
        if !keyIndex.isEmpty { appendIndex(keyIndex) }
        workspace.stack.base[open] = Node(
            kind: whole.kind, count: count, key: whole.key, payload: UInt64(truncatingIfNeeded: place &* MemoryLayout<Node>.stride))
        workspace.stack.count = first
        depth &-= 1
        open = Int(Int64(bitPattern: whole.payload))
        isInMap = open >= 0 && workspace.stack.base[open].kind == .map
        return true
    }

    /// Lays the root behind all that it holds.
    mutating func finish() -> Bool {
        guard workspace.stack.count == 1, nodeCount < target.nodeCapacity else { return false }
        settle(from: 0, count: 1)
        return true
    }

    /// Moves values from the stack's end to behind the last node, and makes their offsets relative to where they now stand.
    @inline(__always)
    private mutating func settle(from first: Int, count: Int) {
        let nodes = target.nodes + nodeCount
        let waiting = UnsafePointer(workspace.stack.base + first)
        var own = UInt64(truncatingIfNeeded: nodeCount &* MemoryLayout<Node>.stride)
        for offset in 0..<count {
            nodes[offset] = waiting[offset].moved(by: own)
            own &+= UInt64(MemoryLayout<Node>.stride)
        }
        if let ranges = target.ranges {
            (ranges + nodeCount).update(from: workspace.ranges.base + first, count: count)
        }
        nodeCount &+= count
    }

    private mutating func tooMany(_ count: Int) -> Bool {
        fault = Fault(
            code: "document-too-large",
            message: "a list or map has \(count) elements, more than the limit of \(Node.maxCount)", offset: nil)
        return false
    }

    // MARK: Keys

    /// False only where no key is there twice. Keys of one map are often numbered in a row, so 64 bits mostly tell them apart.
    @inline(__always)
    private func mayRepeatKeys(from first: Int, count: Int) -> Bool {
        let nodes = workspace.stack.base + first
        var seen: UInt64 = 0
        var repeated: UInt64 = 0
        for offset in 0..<count {
            let bit = UInt64(1) &<< UInt64(nodes[offset].key.rawValue)
            repeated |= seen & bit
            seen |= bit
        }
        return repeated != 0
    }

    /// Of keys that are there twice, drops all but the last.
    @inline(never)
    private mutating func dropRepeatedKeys(from first: Int) {
        let nodes = workspace.stack.base
        let end = workspace.stack.count
        if end - first <= Node.indexThreshold {
            var isRepeated = false
            for later in first..<end {
                for earlier in first..<later where nodes[earlier].key == nodes[later].key { isRepeated = true }
            }
            guard isRepeated else { return }
        }
        var last: [Symbol: Int] = [:]
        for position in first..<end where last.updateValue(position, forKey: nodes[position].key) != nil {
            let offset = target.ranges == nil ? nil : workspace.ranges.base[position].start
            duplicates.append((nodes[position].key, offset))
        }
        var kept = first
        for position in first..<end where last[nodes[position].key] == position {
            nodes[kept] = nodes[position]
            if target.ranges != nil { workspace.ranges.base[kept] = workspace.ranges.base[position] }
            kept += 1
        }
        workspace.stack.count = kept
        if target.ranges != nil { workspace.ranges.count = kept }
    }

    /// A large map's keys, each with its child's position below it, in the keys' order; none are there twice.
    @inline(never)
    private mutating func sortedKeys(from first: Int) -> [UInt64] {
        func sorted() -> [UInt64] {
            var keys = (0..<(workspace.stack.count - first)).map {
                UInt64(workspace.stack.base[first + $0].key.rawValue) << 32 | UInt64(truncatingIfNeeded: $0)
            }
            keys.sort()
            return keys
        }
        let keys = sorted()
        guard zip(keys, keys.dropFirst()).contains(where: { $0 >> 32 == $1 >> 32 }) else { return indexed(keys) }
        dropRepeatedKeys(from: first)
        return indexed(sorted())
    }

    private func indexed(_ keys: [UInt64]) -> [UInt64] { keys.count > Node.indexThreshold ? keys : [] }

    /// Lays a large map's index behind its children.
    private mutating func appendIndex(_ keys: [UInt64]) {
        let count = (keys.count + 1) / 2
        let entries = UnsafeMutableRawPointer(target.nodes + nodeCount).assumingMemoryBound(to: KeyIndexEntry.self)
        for (position, key) in keys.enumerated() {
            entries[position] = KeyIndexEntry(key: UInt32(key >> 32), child: UInt32(truncatingIfNeeded: key))
        }
        if keys.count % 2 == 1 { entries[keys.count] = KeyIndexEntry(key: 0, child: 0) }
        if let ranges = target.ranges {
            // No value lies there; what is written keeps the ranges in step with the nodes.
            (ranges + nodeCount).update(repeating: workspace.ranges.base[open], count: count)
        }
        nodeCount += count
    }
}

extension Node {
    /// The node at `own` bytes behind the first node, with its offset from there made relative to itself.
    @inline(__always)
    fileprivate func moved(by own: UInt64) -> Node {
        var node = self
        // A comparison, no jump: strings, lists and maps, which have offsets, take turns with what has none.
        let isPlaced = kind.rawValue &- NodeKind.string.rawValue < 3
        node.payload = payload &- (isPlaced ? own : 0)
        return node
    }
}
