import HCL
import SourceText

/// Evaluates `count` and `for_each`.
struct Expander {
    let module: ModuleInstance
    let declaration: Declaration
    /// For messages: `aws_s3_bucket.logs`, `module.network`.
    let name: String

    /// - Parameter make: gets the address's ending (`[0]`, `["a"]`, nothing) and the scope for the instance's expressions.
    func expand<Instance>(_ make: (String, InstanceScope) -> Instance) -> Expansion<Instance> {
        if let count = declaration.setting("count") { return counted(evaluate(count), count, make) }
        if let each = declaration.setting("for_each") { return keyed(evaluate(each), each, make) }
        return Expansion(kind: .single, instances: [.init(key: .null, instance: make("", InstanceScope(module: module)))])
    }

    private func evaluate(_ setting: Declaration.Setting) -> HCLValue {
        module.count(name, setting)
    }

    // MARK: count

    private func counted<Instance>(
        _ value: HCLValue, _ setting: Declaration.Setting, _ make: (String, InstanceScope) -> Instance
    ) -> Expansion<Instance> {
        let number = Self.number(value)
        let count: Int
        var unknown: HCLUnknown?
        if let number, number >= 0 {
            count = number
        } else if value.unknown == nil {
            count = 0
            unknown = HCLUnknown(symbol: "\(name) count", reason: .error)
            report("terraform-count", "count must be a whole number that is not negative", setting)
        } else {
            // How many is not known: as many as there may be, or one that stands for all of them.
            let most = value.unknown?.alternatives.map { Self.number($0) ?? 1 }.max() ?? 1
            count = max(1, most)
            unknown = value.unknown
        }
        let bounded = bound(count, setting)
        if bounded < count { unknown = unknown ?? HCLUnknown(symbol: "\(name) count", reason: .error) }
        return Expansion(
            kind: .counted,
            instances: (0..<bounded).map { index in
                .init(
                    key: .int(index),
                    instance: make("[\(index)]", InstanceScope(module: module, countIndex: .int(index))))
            }, unknown: unknown)
    }

    private static func number(_ value: HCLValue) -> Int? {
        if case .bool = value.kind { return nil }
        return (try? value.converted(to: .number))?.number?.int
    }

    // MARK: for_each

    private func keyed<Instance>(
        _ value: HCLValue, _ setting: Declaration.Setting, _ make: (String, InstanceScope) -> Instance
    ) -> Expansion<Instance> {
        var items = KeyedItems()
        items.add(value, name: name)
        if items.isInvalid { report("terraform-for-each", "for_each must be a map, or a set of strings", setting) }
        let bounded = bound(items.entries.count, setting)
        var instances: [Expansion<Instance>.Entry] = items.entries.prefix(bounded).map { entry in
            let scope = InstanceScope(module: module, each: (.string(entry.key), entry.value))
            return .init(key: .string(entry.key), instance: make("[\(Self.quoted(entry.key))]", scope))
        }
        if let rest = items.rest, !items.restIsListed {
            // One that stands for all the others.
            let key = HCLUnknown(symbol: "each.key of \(rest.symbol)", reason: rest.reason, type: .string)
            let scope = InstanceScope(module: module, each: (.unknown(key), items.example ?? .unknown(rest.eachValue)))
            instances.append(.init(key: .unknown(key), instance: make("[each.key]", scope)))
        }
        let cut = bounded < items.entries.count ? HCLUnknown(symbol: "\(name) for_each", reason: .error) : nil
        return Expansion(kind: .keyed, instances: instances, unknown: items.rest ?? cut)
    }

    private func bound(_ count: Int, _ setting: Declaration.Setting) -> Int {
        guard count > RootContext.instanceLimit else { return count }
        report(
            "terraform-too-many-instances", "\(name) makes \(count) instances; the first \(RootContext.instanceLimit) are judged", setting)
        return RootContext.instanceLimit
    }

    private func report(_ code: String, _ message: String, _ setting: Declaration.Setting) {
        module.context.report(Diagnostic(.error, code: code, message, location: setting.location))
    }

    /// A key as addresses write it.
    private static func quoted(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") || $0 < 0x20 }) else { return "\"\(key)\"" }
        var text = "\""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

/// The keys and values that a `for_each` goes over.
private struct KeyedItems {
    var entries: [(key: String, value: HCLValue)] = []
    /// Others that there may be; also where some of the entries may not be.
    var rest: HCLUnknown?
    /// What one of the others may be.
    var example: HCLValue?
    /// All that there may be is among the entries.
    var restIsListed = false
    var isInvalid = false

    mutating func add(_ value: HCLValue, name: String) {
        if let mapping = value.mapping {
            entries = mapping.entries.map { ($0.key, $0.value) }
            rest = mapping.rest
            example = mapping.rest?.alternatives.first
        } else if let sequence = value.sequence {
            for element in sequence.elements {
                if let text = (try? element.converted(to: .string))?.string {
                    entries.append((text, element))
                } else {
                    rest = element.unknown ?? rest
                    isInvalid = isInvalid || element.unknown == nil
                }
            }
            rest = sequence.rest ?? rest
            example = sequence.rest?.alternatives.first
        } else if let unknown = value.unknown {
            addChoices(unknown, name: name)
        } else {
            rest = HCLUnknown(symbol: "\(name) for_each", reason: .error)
            isInvalid = true
        }
    }

    /// Of collections that a condition chooses from, every entry may be there.
    private mutating func addChoices(_ unknown: HCLUnknown, name: String) {
        rest = unknown
        restIsListed = !unknown.alternatives.isEmpty
        var seen: Set<String> = []
        for alternative in unknown.alternatives {
            guard !alternative.isUnknown else {
                restIsListed = false
                continue
            }
            var choice = KeyedItems()
            choice.add(alternative, name: name)
            if choice.rest != nil { restIsListed = false }
            for entry in choice.entries where seen.insert(entry.key).inserted { entries.append(entry) }
        }
    }
}

extension HCLUnknown {
    /// A value of which only the collection it comes from is known.
    fileprivate var eachValue: HCLUnknown { HCLUnknown(symbol: "\(symbol)[each.key]", reason: reason) }
}
