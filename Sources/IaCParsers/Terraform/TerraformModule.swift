import HCL
import SourceText

/// One folder of Terraform files, read but not evaluated.
final class TerraformModule: Sendable {
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
    /// By name and alias: `aws`, `aws.west`.
    let providers: [String: Declaration]
    /// `ephemeral` blocks, whose values never outlive a run.
    let ephemerals: Set<String>
    /// Keys of `resources` and `calls` in the order of the files.
    let resourceOrder: [String]
    let callOrder: [String]
    let diagnostics: [Diagnostic]
    let fileCount: Int

    /// - Parameters:
    ///   - trees: the folder's files in order of their names.
    ///   - overrides: files whose blocks are merged into those that they name.
    ///   - faults: files that could not be read.
    init(path: String, trees: [SyntaxTree], overrides: [SyntaxTree] = [], faults: [Diagnostic] = []) {
        var index = DeclarationIndex()
        for tree in trees { index.add(tree) }
        for tree in overrides { index.override(with: tree) }
        self.path = path
        fileCount = trees.count + overrides.count
        diagnostics = faults + (trees + overrides).flatMap(\.diagnostics) + index.diagnostics
        variables = index.declarations[.variable] ?? [:]
        locals = index.locals
        outputs = index.declarations[.output] ?? [:]
        resources = index.declarations[.resource] ?? [:]
        data = index.declarations[.data] ?? [:]
        calls = index.declarations[.module] ?? [:]
        providers = index.declarations[.provider] ?? [:]
        ephemerals = Set((index.declarations[.ephemeral] ?? [:]).keys)
        resourceOrder = index.order[.resource] ?? []
        callOrder = index.order[.module] ?? []
    }
}
