import HCL

extension Expansion {
    /// All instances as one value: a list for `count`, an object for `for_each`.
    func value(_ one: (Instance) -> HCLValue) -> HCLValue {
        if kind == .counted { return HCLValue(.tuple(HCLSequence(instances.map { one($0.instance) }, rest: unknown))) }
        var entries: [HCLMapping.Entry] = []
        for entry in instances {
            if let key = entry.key.string { entries.append(.init(key: key, value: one(entry.instance))) }
        }
        // What stands for the others is what one of them may be.
        let rest = unknown.map { unknown in
            HCLUnknown(
                symbol: unknown.symbol, reason: unknown.reason, isDerived: unknown.isDerived,
                alternatives: standIn.map { [one($0.instance)] } ?? [])
        }
        return HCLValue(.object(HCLMapping(entries, rest: rest)))
    }
}
