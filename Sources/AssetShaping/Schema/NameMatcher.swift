import PostureModel
import Synchronization

/// Finds the schema's word for another format's: `block_public_acls` and `blockPublicAcls` are `BlockPublicAcls`.
///
/// The type's own names win, then the same letters without case and underscores, then plurals.
final class NameMatcher: Sendable {
    private let schema: PropertySchema
    private let names: NameTable
    private let tables: Mutex<[Key: [String: String]]> = Mutex([:])

    private struct Key: Hashable {
        var node: Int
        var inside: String
    }

    init(schema: PropertySchema, names: NameTable) {
        self.schema = schema
        self.names = NameTable(all: Self.folded(names.all), inside: names.inside.mapValues(Self.folded))
    }

    /// - Parameters:
    ///   - node: the object whose member is looked for.
    ///   - inside: the property whose value (or whose elements) the object is; empty at the root.
    /// - Returns: the member's name in the schema.
    func match(_ word: String, in node: Int, inside: String) -> String? {
        let table = self.table(node, inside)
        let folded = Self.fold(word)
        if let renamed = names.inside[inside]?[folded] ?? names.all[folded], schema[node].members[renamed] != nil { return renamed }
        if schema[node].members[word] != nil { return word }
        if let found = table[folded] ?? table[folded + "s"] { return found }
        if folded.hasSuffix("s"), let found = table[String(folded.dropLast())] { return found }
        if folded.hasSuffix("y"), let found = table[folded.dropLast() + "ies"] { return found }
        return nil
    }

    private func table(_ node: Int, _ inside: String) -> [String: String] {
        let key = Key(node: node, inside: inside)
        return tables.withLock { tables in
            if let table = tables[key] { return table }
            var table: [String: String] = [:]
            for name in schema[node].members.keys.sorted() where table[Self.fold(name)] == nil { table[Self.fold(name)] = name }
            tables[key] = table
            return table
        }
    }

    private static func folded(_ names: [String: String]) -> [String: String] {
        Dictionary(names.sorted { $0.key < $1.key }.map { (fold($0.key), $0.value) }) { first, _ in first }
    }

    static func fold(_ word: String) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(word.utf8.count)
        for byte in word.utf8 where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") {
            folded.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: folded, as: UTF8.self)
    }
}
