import Document
import PostureModel
import SourceText

/// Parameters, pseudo parameters, resources and their attributes.
extension TemplateEvaluator {
    private static let atDeploy = "made when the stack is deployed"

    func reference(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .string else {
            report(.error, "template-function", "Ref needs a name", at: node)
            return fault(node)
        }
        return reference(to: looped(argument.string), node)
    }

    private func hasResource(_ name: String) -> Bool {
        member(template.resources, name) != nil || madeResources.contains(name)
    }

    func reference(to name: String, _ node: NodePointer) -> TemplateValue {
        if name.hasPrefix("AWS::") { return pseudoParameter(name, node) }
        if let value = loopValues[name] { return .text(value, origin(node)) }
        if let value = parameter(name, node) { return value }
        if hasResource(name) {
            noteLeftOut(name, node)
            return .unknown(made("\(name).Ref", by: name), origin(node))
        }
        return unresolved(name, symbol: "\(name).Ref", node)
    }

    private func unresolved(_ name: String, symbol: String, _ node: NodePointer) -> TemplateValue {
        if template.hasMacro {
            report(.note, "unresolved-reference", "\(name) is not in the template; its transform may make it", at: node)
            return .unknown(made(symbol), origin(node))
        }
        report(
            .error, "unresolved-reference", "there is no parameter or resource \(name)", at: node,
            hint: "the name is case-sensitive")
        return .unknown(.knownAfterApply(symbol, "there is nothing of this name"), origin(node))
    }

    /// A resource that is left out has no value; CloudFormation refuses such a stack.
    private func noteLeftOut(_ name: String, _ node: NodePointer) {
        guard leftOut.contains(name) else { return }
        report(
            .warning, "reference-to-left-out", "\(name) is left out because its condition does not hold, but a value refers to it",
            at: node)
    }

    private func pseudoParameter(_ name: String, _ node: NodePointer) -> TemplateValue {
        let why = "it belongs to the stack"
        switch name {
        case "AWS::NoValue": return .absent
        // The commercial partition; other ones are told by the region, which code does not say.
        case "AWS::Partition": return .text("aws", origin(node))
        case "AWS::URLSuffix": return .text("amazonaws.com", origin(node))
        case "AWS::StackId":
            return .unknown(.knownAfterApply(name, why, exists: true, prefix: "arn:"), origin(node))
        case "AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::NotificationARNs":
            return .unknown(.knownAfterApply(name, why, exists: true), origin(node))
        default:
            return unresolved(name, symbol: name, node)
        }
    }

    // MARK: Attributes

    func attribute(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        if argument.pointee.kind == .string {
            return attribute(looped(argument.string), node)
        }
        guard argument.pointee.kind == .list, argument.pointee.count == 2,
            case .known(let resource)? = text(argument.firstChild, depth + 1),
            let name = text(argument.firstChild + 1, depth + 1)
        else {
            report(.error, "template-function", "Fn::GetAtt needs a resource and an attribute", at: node)
            return fault(node)
        }
        switch name {
        case .known(let name): return attribute("\(resource).\(name)", node)
        case .unknown(let unknown):
            return .unknown(
                .knownAfterApply("\(resource).${\(unknown.symbol)}", Self.atDeploy, exists: true), origin(node))
        }
    }

    /// - Parameter path: `LogicalId.Attribute`.
    func attribute(_ path: String, _ node: NodePointer) -> TemplateValue {
        let parts = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else {
            report(.error, "template-function", "\"\(path)\" is not a resource and an attribute", at: node)
            return fault(node)
        }
        let resource = String(parts[0])
        guard hasResource(resource) else { return unresolved(resource, symbol: path, node) }
        noteLeftOut(resource, node)
        let prefix = parts[1].hasSuffix("Arn") ? "arn:" : ""
        var unknown = Unknown.knownAfterApply(path, Self.atDeploy, exists: true, prefix: prefix)
        if isManagedPolicy(resource) { unknown.excludedPrefixes = ResourceText.excludedPrefixesOfOwn }
        return .unknown(unknown, origin(node))
    }

    // MARK: Parameters

    /// The value of a parameter; nil where there is none of this name.
    private func parameter(_ name: String, _ node: NodePointer) -> TemplateValue? {
        if let known = parameterValues[name] {
            // A value without a place of its own stands where it is used.
            if case .unknown(let unknown, nil, let isOptional) = known {
                return .unknown(unknown, origin(node), isOptional: isOptional)
            }
            return known
        }
        guard let definition = member(template.parameters, name) else { return nil }
        parameterValues[name] = evaluateParameter(name, definition)
        return parameter(name, node)
    }

    private func evaluateParameter(_ name: String, _ definition: NodePointer) -> TemplateValue {
        let symbol = "parameter \(name)"
        func unknown(_ why: String) -> TemplateValue {
            .unknown(.knownAfterApply(symbol, why, exists: true), nil)
        }
        let type = member(definition, "Type").flatMap { $0.pointee.kind == .string ? $0.string : nil } ?? "String"
        if type.hasPrefix("AWS::SSM::Parameter::Value") { return unknown("it is read from Parameter Store") }
        let isList = type == "CommaDelimitedList" || type.hasPrefix("List<")
        let allowed = member(definition, "AllowedValues").flatMap { $0.pointee.kind == .list ? Array($0.childPointers) : nil } ?? []
        let isSecret = member(definition, "NoEcho").flatMap(scalarText) == "true"
        var known = member(definition, "Default")
        if known == nil, allowed.count == 1, !isList { known = allowed.first }
        guard let known, let text = scalarText(known) else {
            if !allowed.isEmpty, !isList {
                allowedTexts[symbol] = Set(allowed.compactMap(scalarText))
            }
            return unknown("the parameter has no default")
        }
        // That there is none is no secret.
        if isSecret, !text.isEmpty {
            secretTexts[symbol] = text
            return unknown(Unknown.sensitive)
        }
        guard isList else { return .template(known) }
        let place = origin(known)
        let elements = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
        return .list(elements.map { .text(String($0.trimmingSpaces), place) }, place)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}

extension UnsafePointer where Pointee == Node {
    /// Pointers to the children of a list or map.
    var childPointers: [NodePointer] {
        let first = firstChild
        return (0..<pointee.count).map { first + $0 }
    }
}

extension TemplateEvaluator {
    /// What a resource gets when the stack is deployed.
    private func made(_ symbol: String, by resource: String? = nil) -> Unknown {
        let isOwnPolicy = resource.map(isManagedPolicy) ?? false
        return Unknown(
            symbol: symbol, reason: .knownAfterApply(Self.atDeploy), exists: true,
            excludedPrefixes: isOwnPolicy ? ResourceText.excludedPrefixesOfOwn : ResourceText.excludedPrefixes)
    }

    /// Its `Ref` is its ARN; that of a custom resource may be anything.
    private func isManagedPolicy(_ resource: String) -> Bool {
        guard let type = member(template.resources, resource).flatMap({ member($0, "Type") }) else { return false }
        return type.pointee.kind == .string && type.string == "AWS::IAM::ManagedPolicy"
    }
}
