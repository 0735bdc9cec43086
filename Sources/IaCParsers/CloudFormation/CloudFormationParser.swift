import Document
import PostureModel
import SourceText

/// Reads CloudFormation templates: one program a template, one resource an entry of its `Resources`.
///
/// A resource's body is its `Properties`, evaluated with the parameters' defaults. Unknowns are named so that the same value
/// has the same name everywhere in the template: `Bucket.Ref`, `Bucket.Arn`, `AWS::Region`, `parameter Name`, and
/// `arn:aws:s3:::${Bucket.Ref}/*` for a text that holds one.
struct CloudFormationParser {
    var limits: DocumentLimits

    func parse(_ document: Document, of file: SourceFile) -> DeclaredProgram {
        let template = CloudFormationTemplate(document: document, file: file)
        let evaluator = TemplateEvaluator(template: template, limits: limits)
        var program = DeclaredProgram(format: .cloudformation, path: file.path, fileCount: 1)
        let entries = kept(evaluator)
        program.resources.reserveCapacity(entries.count)
        for entry in entries {
            if let resource = resource(entry, evaluator) { program.resources.append(resource) }
        }
        program.diagnostics = evaluator.diagnostics
        return program
    }

    private struct Entry {
        var name: Symbol
        var node: NodePointer
        /// Of the loops it stands in.
        var loopValues: [String: String]
    }

    /// The entries whose condition holds or may hold. Conditions come first: references ask which resources are left out.
    private func kept(_ evaluator: TemplateEvaluator) -> [Entry] {
        guard let resources = evaluator.template.resources else { return [] }
        var entries: [Entry] = []
        evaluator.forEachMember(of: resources, depth: 0) { node, key in
            evaluator.report(.warning, "template-loop", "the resources that \(key.text) makes are not known", at: node)
        } _: { name, node in
            guard node.pointee.kind == .map else {
                return evaluator.report(.error, "template-resource", "the resource \(name.text) is not a map", at: node)
            }
            if !evaluator.loopValues.isEmpty { evaluator.madeResources.insert(name.text) }
            if let condition = member(node, TemplateKey.condition), condition.pointee.kind == .string {
                let truth = evaluator.truth(ofCondition: evaluator.looped(condition.string), at: condition, depth: 0)
                if truth == .no {
                    evaluator.leftOut.insert(name.text)
                    return
                }
            }
            entries.append(Entry(name: name, node: node, loopValues: evaluator.loopValues))
        }
        return entries
    }

    private func resource(_ entry: Entry, _ evaluator: TemplateEvaluator) -> DeclaredResource? {
        let file = evaluator.template.file
        evaluator.loopValues = entry.loopValues
        defer { evaluator.loopValues = [:] }
        guard let type = member(entry.node, TemplateKey.type), type.pointee.kind == .string else {
            evaluator.report(.error, "template-resource", "the resource \(entry.name.text) has no type", at: entry.node)
            return nil
        }
        let place = evaluator.origin(entry.node).map { range in
            let start = KeyPlace.start(of: entry.node.pointee.key.utf8, before: range.range.start, in: file)
            return file.location(SourceRange(start: start, end: range.range.end))
        }
        let location = place ?? SourceLocation(path: file.path)
        do {
            return DeclaredResource(
                address: entry.name.text, type: evaluator.looped(type.string), body: try body(entry, evaluator), location: location,
                metadata: try metadata(entry, evaluator))
        } catch {
            var error = error
            error.location = error.location ?? location
            evaluator.diagnostics.append(error)
            return nil
        }
    }

    private func body(_ entry: Entry, _ evaluator: TemplateEvaluator) throws(Diagnostic) -> Document {
        let builder = evaluator.builder
        builder.reset()
        // The template's only source, so that its origins hold here without being translated.
        _ = builder.source(.file(evaluator.template.file))
        guard let properties = member(entry.node, TemplateKey.properties), properties.pointee.kind != .null else {
            builder.beginMap()
            builder.endMap()
            return try builder.finish()
        }
        let value = evaluator.value(of: properties, depth: 0)
        switch value {
        case .template(let node) where node.pointee.kind == .map: evaluator.emit(value, to: builder, as: nil, depth: 0)
        case .map: evaluator.emit(value, to: builder, as: nil, depth: 0)
        case .unknown(let unknown, let place, _):
            sayUnknownMap(unknown, place, builder)
        case .absent:
            builder.beginMap()
            builder.endMap()
        case .template, .text, .list:
            evaluator.report(
                .error, "template-resource", "the properties of \(entry.name.text) are not a map", at: properties)
            sayUnknownMap(
                evaluator.placed("Properties", properties, why: "the template is at fault here"), evaluator.origin(properties),
                builder)
        }
        return try builder.finish()
    }

    /// Properties of which nothing is known: a map with an unknown rest.
    private func sayUnknownMap(_ unknown: Unknown, _ place: Origin?, _ builder: DocumentBuilder) {
        builder.origin(place)
        builder.beginMap()
        builder.unknown(unknown, rest: true)
        builder.endMap()
    }

    private func metadata(_ entry: Entry, _ evaluator: TemplateEvaluator) throws(Diagnostic) -> Document? {
        guard let node = member(entry.node, TemplateKey.metadata),
            let value = evaluator.template.document.value(at: node)
        else { return nil }
        let builder = evaluator.builder
        builder.reset()
        builder.copy(value)
        return try builder.finish()
    }
}
