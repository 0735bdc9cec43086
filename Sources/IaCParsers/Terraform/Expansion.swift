import HCL

/// What `count` and `for_each` make of one block.
struct Expansion<Instance> {
    enum Kind {
        case single
        case counted
        case keyed
    }

    struct Entry {
        /// Null for a single instance; unknown for one that stands for any number of others.
        var key: HCLValue
        var instance: Instance
    }

    let kind: Kind
    /// In order of their keys.
    let instances: [Entry]
    /// Why it is not known how many there are; the instances listed are then examples.
    let unknown: HCLUnknown?
    private let byKey: [String: Int]

    init(kind: Kind, instances: [Entry], unknown: HCLUnknown? = nil) {
        self.kind = kind
        self.instances = instances
        self.unknown = unknown
        let keys = instances.enumerated().compactMap { index, entry in Self.text(entry.key).map { ($0, index) } }
        byKey = Dictionary(keys) { first, _ in first }
    }

    var isOpen: Bool { unknown != nil }

    /// The one that stands for any number of others.
    var standIn: Entry? { instances.last.flatMap { $0.key.isUnknown ? $0 : nil } }

    /// An instance by its key; the unknown key of a loop over the same collection leads to the one that stands for all.
    subscript(key: HCLValue) -> Instance? {
        if let unknown = key.unknown { return standIn.flatMap { $0.key.unknown == unknown ? $0.instance : nil } }
        guard let text = Self.text(key), let index = byKey[text] else { return nil }
        return instances[index].instance
    }

    private static func text(_ key: HCLValue) -> String? { key.string ?? key.number?.description }
}
