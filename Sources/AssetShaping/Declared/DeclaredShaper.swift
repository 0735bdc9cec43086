import Document
import PostureModel
import SourceText

/// Makes assets of one program's resources: owners with the parts that belong to them.
struct DeclaredShaper {
    let references: ProgramReferences
    let owners: [String: CompiledType]
    let parts: [String: [PartRule]]
    private let names: SecretKeys
    /// Of resources that say no region.
    private let partition: String?

    private var program: DeclaredProgram { references.program }

    init(program: DeclaredProgram, owners: [String: CompiledType], parts: [String: [PartRule]], names: SecretKeys) {
        references = ProgramReferences(program: program)
        self.owners = owners
        self.parts = parts
        self.names = names
        partition = Partition.name(of: program)
    }

    func shape() -> ShapedProgram {
        var result = ShapedProgram()
        let joined = PartJoiner(references: references, owners: owners, parts: parts).join()
        result.diagnostics += joined.diagnostics
        for (index, resource) in program.resources.enumerated() {
            guard let type = owners[resource.type], let face = face(of: type) else {
                if parts[resource.type] == nil { result.unknownTypes[resource.type, default: 0] += 1 }
                continue
            }
            shape(resource, type, face, joined.parts[index] ?? [:], unknown: joined.unknownParts[index] ?? [:], into: &result)
        }
        for partial in joined.partials {
            guard let face = face(of: partial.owner) else { continue }
            // Other parts may be made where the owner is.
            let isOpen = face.parts.filter { partial.parts[$0.name] == nil }
            let unknown = Dictionary(isOpen.map { ($0.name, partial.unknown) }, uniquingKeysWith: { first, _ in first })
            shape(partial.resource, partial.owner, face, partial.parts, unknown: unknown, into: &result)
        }
        return result
    }

    private func face(of type: CompiledType) -> DeclaredFace? {
        program.format == .terraform ? type.type.terraform : type.type.cloudFormation
    }

    private func shape(
        _ resource: DeclaredResource, _ type: CompiledType, _ face: DeclaredFace, _ parts: [String: [RawValue]],
        unknown: [String: Unknown], into result: inout ShapedProgram
    ) {
        var variables: [String: RawValue] = [
            "self": RawValue(resource.body.root), "resource": .text(resource.type, from: nil),
        ]
        for part in face.parts where variables[part.name] == nil {
            let bodies = parts[part.name] ?? []
            var value: RawValue = bodies.isEmpty ? .absent : part.isMany ? .many(bodies) : bodies[0]
            if let unknown = unknown[part.name] {
                value = part.isMany ? .many(bodies + [.unknown(unknown, rest: true)]) : bodies.first ?? .unknown(unknown, rest: false)
            }
            variables[part.name] = value
        }
        let reference = Unknown.reference(to: resource)
        var evaluator = RuleEvaluator(
            shaper: type.shaper, functions: type.functions, reference: reference, references: references,
            variables: variables)
        var properties = evaluator.properties(of: "self", matchesAll: face.matchesAll, rules: face.rules)
        if let tags = resource.defaultTags?.root { DefaultTagsMerge(type: type, face: face).merge(tags, into: &properties) }
        for canonical in type.type.canonical {
            CanonicalForms.apply(canonical.function, to: &properties, at: canonical.path)
        }
        for fallback in face.defaults + type.type.defaults {
            properties.setDefault(.verbatim(fallback.value), at: fallback.path.steps[...])
        }
        for complaint in Set(evaluator.complaints).sorted() {
            result.diagnostics.append(Diagnostic(.warning, code: "asset-mapping", complaint, location: resource.location))
        }
        let writer = AssetWriter(
            type: type.type.name, provider: AssetTypeName.provider(of: type.type.name),
            partition: resource.region.map(Partition.name(ofRegion:)) ?? partition,
            account: resource.account, region: resource.region, address: resource.address,
            fallbackID: "\(program.identity)#\(resource.address)")
        do {
            let written = try writer.write(properties: properties, type: type.type, extra: [("program", program.identity)])
            let document = try SecretRedaction.redacted(written, names: names)
            let origin = DeclaredOrigin(
                format: program.format, location: resource.location, moduleCalls: resource.moduleCalls)
            result.assets.append(try Asset(document: document, origin: .declared(origin)))
        } catch {
            var error = error
            error.location = error.location ?? resource.location
            result.diagnostics.append(error)
        }
    }
}
