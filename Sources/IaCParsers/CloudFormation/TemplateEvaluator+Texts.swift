import Document
import PostureModel
import SourceText

/// Functions that make texts, and values taken as texts.
extension TemplateEvaluator {
    /// A scalar as CloudFormation writes it into a text; nil for anything else.
    func scalarText(_ node: NodePointer) -> String? {
        switch node.pointee.kind {
        case .string: return looped(node.string)
        case .bool: return node.pointee.bool ? "true" : "false"
        case .int: return String(node.pointee.int)
        case .double:
            let number = node.pointee.double
            return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        default: return nil
        }
    }

    /// A value as text; nil for lists, maps and what is left out.
    func text(_ value: TemplateValue) -> PartialText.Result? {
        switch value {
        case .template(let node): scalarText(node).map { .known($0) }
        case .text(let text, _): .known(text)
        case .unknown(let unknown, _, _): .unknown(unknown)
        case .list, .map, .absent: nil
        }
    }

    func text(_ node: NodePointer, _ depth: Int) -> PartialText.Result? {
        text(value(of: node, depth: depth))
    }

    func substitution(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        var template = argument
        var variables: NodePointer?
        if argument.pointee.kind == .list, argument.pointee.count >= 1 {
            template = argument.firstChild
            if argument.pointee.count > 1 { variables = argument.firstChild + 1 }
        }
        // A transform may write the text.
        if Intrinsic.call(template)?.function == .transform { return value(of: template, depth: depth + 1) }
        guard template.pointee.kind == .string, variables.map({ $0.pointee.kind == .map }) ?? true else {
            report(.error, "template-function", "Fn::Sub needs a text, or a text and a map", at: node)
            return fault(node)
        }
        var result = PartialText()
        for piece in SubText.pieces(of: looped(template.string)) {
            guard spend(1) else { return fault(node) }
            switch piece {
            case .text(let text): result.append(text)
            case .variable(let name):
                guard let part = variable(name, variables, node, depth) else { return fault(node) }
                switch part {
                case .known(let text): result.append(text)
                case .unknown(let unknown): result.append(unknown)
                }
            }
            guard spend(result.byteCount / 64) else { return fault(node) }
        }
        _ = spend(result.byteCount)
        return result.value(origin(template))
    }

    private func variable(_ name: String, _ variables: NodePointer?, _ node: NodePointer, _ depth: Int) -> PartialText.Result? {
        let value: TemplateValue
        if let own = member(variables, name) {
            value = self.value(of: own, depth: depth + 1)
        } else {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
                report(
                    .error, "template-function", "\"${\(name)}\" is not a name", at: node,
                    hint: "write ${!…} for text that is meant for a shell")
                return nil
            }
            value = name.contains(".") ? attribute(name, node) : reference(to: name, node)
        }
        if case .list = value {
            report(.error, "template-function", "${\(name)} is a list, which Fn::Sub can't put into a text", at: node)
            return nil
        }
        // A value that is left out leaves nothing in a text.
        return text(value) ?? .known("")
    }

    /// Letters, digits, `.`, `:`, `_` and `-`.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2E
            || byte == 0x5F || byte == 0x2D
    }

    func join(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .list, argument.pointee.count == 2,
            case .known(let delimiter)? = text(argument.firstChild, depth + 1)
        else {
            report(.error, "template-function", "Fn::Join needs a delimiter and a list", at: node)
            return fault(node)
        }
        let elements: [TemplateValue]
        switch elementsOrUnknown(argument.firstChild + 1, depth) {
        case .list(let list, _): elements = list
        case .unknown(let list, _, _):
            return .unknown(
                .knownAfterApply("Fn::Join(\(delimiter), \(list.symbol))", why(list), exists: true), origin(node))
        default:
            report(.error, "template-function", "Fn::Join needs a list", at: node)
            return fault(node)
        }
        var result = PartialText()
        var isFirst = true
        var wasOptional = false
        for element in elements {
            var isOptional = false
            if case .unknown(_, _, let optional) = element { isOptional = optional }
            guard let part = text(element) else {
                report(.error, "template-function", "an element of Fn::Join is not a text", at: node)
                return fault(node)
            }
            // Beside an element that may be left out, the delimiter is not certain either.
            if !isFirst, !isOptional, !wasOptional { result.append(delimiter) }
            switch part {
            case .known(let text): result.append(text)
            case .unknown(let unknown): result.append(unknown, isExact: !isOptional)
            }
            isFirst = false
            wasOptional = isOptional
        }
        _ = spend(result.byteCount)
        return result.value(origin(node))
    }

    func base64(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        switch text(argument, depth + 1) {
        case .known(let text):
            guard spend(text.utf8.count * 2) else { return fault(node) }
            return .text(Base64Text.encode(text), origin(argument))
        case .unknown(let unknown):
            return .unknown(.knownAfterApply("Fn::Base64(\(unknown.symbol))", why(unknown), exists: true), origin(node))
        case nil:
            report(.error, "template-function", "Fn::Base64 needs a text", at: node)
            return fault(node)
        }
    }

    func importValue(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        let name: String
        switch text(argument, depth + 1) {
        case .known(let text): name = text
        case .unknown(let unknown): name = unknown.symbol
        case nil:
            report(.error, "template-function", "Fn::ImportValue needs a name", at: node)
            return fault(node)
        }
        return .unknown(
            .knownAfterApply("Fn::ImportValue(\(name))", "another stack exports it", exists: true), origin(node))
    }

    /// `{"StackName": …, "OutputName": …}`, perhaps of another region or account.
    func stackOutput(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        let places = ["RoleArn", "Region", "StackName", "OutputName"]
        let names = places.compactMap { member(argument, $0).flatMap { text($0, depth + 1) } }.map { name in
            switch name {
            case .known(let text): text
            case .unknown(let unknown): unknown.symbol
            }
        }
        guard member(argument, "StackName") != nil, member(argument, "OutputName") != nil else {
            report(.error, "template-function", "Fn::GetStackOutput needs a StackName and an OutputName", at: node)
            return fault(node)
        }
        return .unknown(
            .knownAfterApply("Fn::GetStackOutput(\(names.joined(separator: ", ")))", "another stack has it", exists: true), origin(node))
    }

    func jsonText(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        let own = DocumentBuilder(limits: builder.limits)
        emit(argument, to: own, as: nil, depth: depth + 1)
        guard let document = try? own.finish(), spend(document.byteCount) else { return fault(node) }
        guard document.unknowns.isEmpty else {
            let secret = document.unknowns.first { $0.isSensitive }
            var unknown = secret.map { placed("Fn::ToJsonString", node, why: why($0)) } ?? placed("Fn::ToJsonString", node)
            unknown.exists = true
            return .unknown(unknown, origin(node))
        }
        return .text(document.root.description, origin(node))
    }

    /// Why something that is made of this unknown is not known.
    func why(_ unknown: Unknown) -> String {
        if case .knownAfterApply(let why) = unknown.reason { return why }
        return "a part of it is not known"
    }
}
