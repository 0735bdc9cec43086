import HCL
import SourceText

/// Sorts a module's blocks by what they declare.
struct DeclarationIndex {
    enum Kind: String {
        case variable, output, module, provider, resource, data, ephemeral

        /// How many labels such a block has.
        var labelCount: Int {
            switch self {
            case .resource, .data, .ephemeral: 2
            default: 1
            }
        }
    }

    private(set) var declarations: [Kind: [String: Declaration]] = [:]
    private(set) var order: [Kind: [String]] = [:]
    private(set) var locals: [String: TerraformModule.Local] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    mutating func add(_ tree: SyntaxTree) {
        for block in tree.body.blocks {
            if block.type.text == "locals" { addLocals(block, tree.file, mayReplace: false) }
            guard let (kind, key) = name(of: block) else {
                refuse(block, tree.file)
                continue
            }
            if let first = declarations[kind]?[key] {
                twice("\(kind.rawValue) \(key)", tree.file.location(block.headerRange), first.location)
            } else {
                declarations[kind, default: [:]][key] = Declaration(block: block, file: tree.file)
                order[kind, default: []].append(key)
            }
        }
    }

    /// Blocks of an override file change what other files declare, argument by argument.
    mutating func override(with tree: SyntaxTree) {
        for block in tree.body.blocks {
            if block.type.text == "locals" { addLocals(block, tree.file, mayReplace: true) }
            guard let (kind, key) = name(of: block) else {
                refuse(block, tree.file)
                continue
            }
            if declarations[kind]?[key] != nil {
                declarations[kind]?[key]?.add(override: Declaration.Layer(block: block, file: tree.file))
            } else {
                // Terraform refuses it; what is declared is judged nevertheless.
                declarations[kind, default: [:]][key] = Declaration(block: block, file: tree.file)
                order[kind, default: []].append(key)
                diagnostics.append(
                    Diagnostic(
                        .error, code: "terraform-nothing-to-override", "no other file declares the \(kind.rawValue) \(key)",
                        location: tree.file.location(block.headerRange)))
            }
        }
    }

    private func name(of block: Block) -> (Kind, String)? {
        guard let kind = Kind(rawValue: block.type.text), block.labels.count == kind.labelCount else { return nil }
        let key = block.labels.map(\.text).joined(separator: ".")
        if kind == .provider, case .string(let alias)? = block.body.attribute("alias")?.expression.kind {
            return (kind, "\(key).\(alias)")
        }
        return (kind, key)
    }

    /// What has too few or too many labels declares nothing.
    private mutating func refuse(_ block: Block, _ file: SourceFile) {
        guard let kind = Kind(rawValue: block.type.text), !block.body.isIncomplete else { return }
        diagnostics.append(
            Diagnostic(
                .error, code: "terraform-block-labels",
                "a \(kind.rawValue) block has \(kind.labelCount == 1 ? "one label" : "two labels"), not \(block.labels.count); it is not judged",
                location: file.location(block.headerRange)))
    }

    private mutating func addLocals(_ block: Block, _ file: SourceFile, mayReplace: Bool) {
        guard block.labels.isEmpty else { return }
        for attribute in block.body.attributes {
            let name = attribute.name.text
            if let first = locals[name], !mayReplace {
                twice("local value \(name)", file.location(attribute.range), first.file.location(first.expression.range))
            } else {
                locals[name] = TerraformModule.Local(expression: attribute.expression, file: file)
            }
        }
    }

    private mutating func twice(_ what: String, _ place: SourceLocation, _ first: SourceLocation) {
        diagnostics.append(
            Diagnostic(
                .error, code: "terraform-declared-twice", "the \(what) is declared already at \(first); the first one counts",
                location: place))
    }
}
