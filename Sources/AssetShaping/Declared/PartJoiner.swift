import Document
import PostureModel
import SourceText

/// Finds the owner of every part: by the instance a reference names, else by literal name, else by the same unknown.
///
/// A part whose owner can't be found out makes what it could fill unknown on the owners of its module that it may belong to.
struct PartJoiner {
    let references: ProgramReferences
    let owners: [String: CompiledType]
    let parts: [String: [PartRule]]

    private var program: DeclaredProgram { references.program }

    struct Joined {
        /// Bodies of parts by the owner's index and the part's name.
        var parts: [Int: [String: [RawValue]]] = [:]
        /// Parts that may or may not belong to an owner.
        var unknownParts: [Int: [String: Unknown]] = [:]
        var partials: [Partial] = []
        /// Which of them belong to the same owner, by the owner's type and what names it.
        var partialNumbers: [String: Int] = [:]
        /// Parts of a module whose owner is not known, and one unknown that stands for all of them.
        var maybes: [Maybe: Unknown] = [:]
        var diagnostics: [Diagnostic] = []
    }

    struct Maybe: Hashable {
        var owner: String
        var module: String
        var part: String
    }

    /// Parts whose owner is made elsewhere; the first of them stands for it.
    struct Partial {
        var owner: CompiledType
        var parts: [String: [RawValue]]
        /// What is not among the parts: the owner's own body and other parts.
        var unknown: Unknown
        var resource: DeclaredResource
    }

    /// The owners of one type, by the ways a part can name them.
    private struct OwnerIndex {
        var all: [Int] = []
        var byKey: [String: [Int]] = [:]
        var byKeySymbol: [String: [Int]] = [:]
    }

    func join() -> Joined {
        var joined = Joined()
        var indexes: [String: OwnerIndex] = [:]
        for resource in program.resources {
            for rule in parts[resource.type] ?? [] where rule.isOf(program.format) {
                let type = rule.owner.type.name
                if indexes[type] == nil { indexes[type] = index(of: rule.owner) }
                attach(resource, rule, indexes[type] ?? OwnerIndex(), &joined)
            }
        }
        settle(&joined, indexes)
        return joined
    }

    /// What may belong to an owner may belong to every one of its module.
    private func settle(_ joined: inout Joined, _ indexes: [String: OwnerIndex]) {
        guard !joined.maybes.isEmpty else { return }
        for (type, index) in indexes {
            let ofType = Dictionary(grouping: joined.maybes.filter { $0.key.owner == type }, by: \.key.module)
            guard !ofType.isEmpty else { continue }
            for number in index.all {
                for (maybe, unknown) in ofType[module(of: program.resources[number])] ?? [] {
                    joined.unknownParts[number, default: [:]][maybe.part] = unknown
                }
            }
        }
    }

    private func index(of owner: CompiledType) -> OwnerIndex {
        var index = OwnerIndex()
        let face = program.format == .terraform ? owner.type.terraform : owner.type.cloudFormation
        let keyRule = face?.rules.first { $0.path.description == owner.type.key }?.source
        for (number, resource) in program.resources.enumerated() where owners[resource.type] === owner {
            index.all.append(number)
            let key = keyValue(of: resource, rule: keyRule, name: owner.type.key)
            if let text = key.scalarText { index.byKey[text, default: []].append(number) }
            // Something computed from an unknown (`lower(var.name)`) is written `var.name …`; two such may differ.
            if case .unknown(let unknown, _) = key, !unknown.symbol.hasSuffix(" …") {
                index.byKeySymbol[unknown.symbol, default: []].append(number)
            }
        }
        return index
    }

    private func keyValue(of resource: DeclaredResource, rule: ValueSource?, name: String) -> RawValue {
        let own = RawValue(resource.body.root)
        if case .path(let path)? = rule, path.first == "self" { return own.follow(path.dropFirst()) }
        return own.member(name)
    }

    private func attach(
        _ resource: DeclaredResource, _ rule: PartRule, _ index: OwnerIndex, _ joined: inout Joined
    ) {
        let body = RawValue(resource.body.root)
        let pointer = body.follow(rule.part.attribute)
        let part = RawValue.part(resource.body.root, reference: .reference(to: resource))
        let pointers = rule.part.isAttributeList ? pointer.elements : [pointer]
        for pointer in pointers {
            switch owner(for: pointer, index, owner: rule.owner) {
            case .found(let numbers):
                for number in numbers {
                    let already = joined.parts[number]?[rule.part.name]?.count ?? 0
                    if already > 0, !rule.part.isMany {
                        joined.diagnostics.append(
                            Diagnostic(
                                .warning, code: "part-said-twice",
                                "\(program.resources[number].address) has more than one \(resource.type); the first counts",
                                location: resource.location))
                    } else {
                        joined.parts[number, default: [:]][rule.part.name, default: []].append(part)
                    }
                }
            case .maybe(let unknown):
                let maybe = Maybe(owner: rule.owner.type.name, module: module(of: resource), part: rule.part.name)
                if joined.maybes[maybe] == nil { joined.maybes[maybe] = unknown }
                addPartial(resource, rule, part, of: pointer, &joined)
            case .elsewhere:
                addPartial(resource, rule, part, of: pointer, &joined)
            case .nobody:
                break
            }
        }
    }

    private enum Owner {
        case found([Int])
        case maybe(Unknown)
        /// Named for sure, and not of this program.
        case elsewhere
        case nobody
    }

    private func owner(
        for pointer: RawValue, _ index: OwnerIndex, owner: CompiledType, depth: Int = 0
    ) -> Owner {
        if case .unknown(let unknown, _) = pointer {
            let named = references.resource(in: unknown.symbol)
            if let named, owners[program.resources[named].type] === owner { return .found([named]) }
            if let same = index.byKeySymbol[unknown.symbol] { return .found(same) }
            guard let named else { return Self.isLookedUp(unknown.symbol) ? .elsewhere : .maybe(unknown) }
            let other = program.resources[named]
            // `bucket = aws_s3_bucket_public_access_block.b.bucket`: another part leads to the same owner.
            if depth < 8, let rule = parts[other.type]?.first(where: { $0.owner === owner && $0.isOf(program.format) }) {
                let next = RawValue(other.body.root).follow(rule.part.attribute)
                return self.owner(for: next, index, owner: owner, depth: depth + 1)
            }
            // Made by another resource of the provider (a cluster's security group); what `random_id` makes may be any name.
            return Self.isOfCloud(other.type) ? .elsewhere : .maybe(unknown)
        }
        guard let text = pointer.scalarText else { return .nobody }
        if let named = index.byKey[text] { return .found(named) }
        // A full ARN or URL ends in the name.
        if let last = text.split(whereSeparator: { $0 == ":" || $0 == "/" }).last, text.count > last.count,
            let named = index.byKey[String(last)]
        {
            return .found(named)
        }
        return .elsewhere
    }

    /// Data sources find what is made elsewhere.
    private static func isLookedUp(_ symbol: String) -> Bool { symbol.hasPrefix("data.") || symbol.contains(".data.") }

    private static func isOfCloud(_ type: String) -> Bool {
        ["aws_", "AWS::", "azurerm_", "google_"].contains { type.hasPrefix($0) }
    }

    /// Empty for all of a template.
    private func module(of resource: DeclaredResource) -> String {
        guard program.format == .terraform else { return "" }
        // The last two steps are the type and the name.
        return resource.address.split(separator: ".").dropLast(2).joined(separator: ".")
    }

    private func addPartial(
        _ resource: DeclaredResource, _ rule: PartRule, _ body: RawValue, of pointer: RawValue, _ joined: inout Joined
    ) {
        guard rule.owner.type.isPartialAllowed else { return }
        let key = partialKey(resource, rule, pointer)
        if let key, let number = joined.partialNumbers[key] {
            guard rule.part.isMany || joined.partials[number].parts[rule.part.name] == nil else { return }
            return joined.partials[number].parts[rule.part.name, default: []].append(body)
        }
        let unknown = Unknown.knownAfterApply(
            resource.address, "the \(rule.owner.type.title.english) it belongs to is made elsewhere")
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.unknown(unknown, rest: true)
        builder.endMap()
        guard let nothing = try? builder.finish() else { return }
        var partial = resource
        partial.body = nothing
        // Whoever makes the owner says what else it gets.
        partial.defaultTags = nil
        if let key { joined.partialNumbers[key] = joined.partials.count }
        joined.partials.append(
            Partial(owner: rule.owner, parts: [rule.part.name: [body]], unknown: unknown, resource: partial))
    }

    /// The same name, or in one module the same unknown, is the same owner.
    private func partialKey(_ resource: DeclaredResource, _ rule: PartRule, _ pointer: RawValue) -> String? {
        let type = rule.owner.type.name
        if case .unknown(let unknown, _) = pointer { return "\(type) \(module(of: resource)) ? \(unknown.symbol)" }
        return pointer.scalarText.map { "\(type) = \($0)" }
    }
}

extension PartRule {
    fileprivate func isOf(_ format: DeclaredOrigin.Format) -> Bool {
        part.resource.hasPrefix("AWS::") == (format == .cloudformation)
    }
}
