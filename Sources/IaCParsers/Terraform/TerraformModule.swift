import HCL
import SourceText

/// One folder of Terraform files, read but not evaluated.
final class TerraformModule: Sendable {
    /// A block and the file it stands in.
    struct Declaration: Sendable {
        var block: Block
        var file: SourceFile
        var location: SourceLocation { file.location(block.range) }
    }

    /// A local value's expression.
    struct Local: Sendable {
        var expression: Expression
        var file: SourceFile
    }

    /// The folder, as messages show it.
    let path: String
    let variables: [String: Declaration]
    let locals: [String: Local]
    let outputs: [String: Declaration]
    /// By type and name: `aws_s3_bucket.logs`.
    let resources: [String: Declaration]
    let data: [String: Declaration]
    let calls: [String: Declaration]
    let providers: [Declaration]
    /// Keys of `resources` and `calls` in the order of the files.
    let resourceOrder: [String]
    let callOrder: [String]
    let diagnostics: [Diagnostic]
    let fileCount: Int

    /// - Parameters:
    ///   - trees: the folder's files in order of their names; `override` files come last and replace what they name.
    ///   - faults: files that could not be read.
    init(path: String, trees: [SyntaxTree], faults: [Diagnostic] = []) {
        var index = DeclarationIndex()
        for tree in trees {
            for block in tree.body.blocks { index.add(Declaration(block: block, file: tree.file)) }
        }
        self.path = path
        fileCount = trees.count
        diagnostics = faults + trees.flatMap(\.diagnostics)
        variables = index.variables
        locals = index.locals
        outputs = index.outputs
        resources = index.resources
        data = index.data
        calls = index.calls
        providers = index.providers
        resourceOrder = index.resourceOrder
        callOrder = index.callOrder
    }
}

/// Sorts a module's blocks by what they declare.
private struct DeclarationIndex {
    typealias Declaration = TerraformModule.Declaration
    var variables: [String: Declaration] = [:]
    var locals: [String: TerraformModule.Local] = [:]
    var outputs: [String: Declaration] = [:]
    var resources: [String: Declaration] = [:]
    var data: [String: Declaration] = [:]
    var calls: [String: Declaration] = [:]
    var providers: [Declaration] = []
    var resourceOrder: [String] = []
    var callOrder: [String] = []

    mutating func add(_ declaration: Declaration) {
        let block = declaration.block
        let labels = block.labels.map(\.text)
        switch (block.type.text, labels.count) {
        case ("variable", 1): variables[labels[0]] = declaration
        case ("output", 1): outputs[labels[0]] = declaration
        case ("module", 1):
            if calls.updateValue(declaration, forKey: labels[0]) == nil { callOrder.append(labels[0]) }
        case ("provider", 1): providers.append(declaration)
        case ("resource", 2):
            let key = "\(labels[0]).\(labels[1])"
            if resources.updateValue(declaration, forKey: key) == nil { resourceOrder.append(key) }
        case ("data", 2): data["\(labels[0]).\(labels[1])"] = declaration
        case ("locals", 0):
            for attribute in block.body.attributes {
                locals[attribute.name.text] = TerraformModule.Local(expression: attribute.expression, file: declaration.file)
            }
        default: break
        }
    }
}
