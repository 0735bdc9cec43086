import HCL

/// `data "aws_iam_policy_document"`: the policy its statements make.
///
/// The value stands for the JSON text and keeps the tree, so that every part still knows its line. How documents are merged:
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
struct PolicyDocumentSource {
    let source: ResourceInstance

    var value: HCLValue {
        var statements = MergedStatements()
        for name in ["source_json", "source_policy_documents"] { add(name, to: &statements) }
        let own = source.argument("statement")?.sequence
        for statement in own?.elements ?? [] { statements.add(PolicyStatementBlock(block: statement).value) }
        statements.rest = own?.rest ?? statements.rest
        for name in ["override_json", "override_policy_documents"] { add(name, to: &statements) }
        var entries = [
            HCLMapping.Entry(key: "Version", value: source.argument("version") ?? .string("2012-10-17")),
            HCLMapping.Entry(key: "Statement", value: HCLValue(.tuple(HCLSequence(statements.all, rest: statements.rest)))),
        ]
        if let id = source.argument("policy_id"), !id.isNull { entries.append(HCLMapping.Entry(key: "Id", value: id)) }
        let unknown = HCLUnknown(
            symbol: "\(source.address).json", reason: .beforeApply, type: .string, encoded: HCLValue(.object(HCLMapping(entries))))
        return HCLValue(
            .unknown(unknown), origin: ValueOrigin(file: source.declaration.file, range: source.declaration.block.range))
    }

    /// Statements of other documents.
    private func add(_ name: String, to statements: inout MergedStatements) {
        guard let said = source.argument(name), !said.isNull else { return }
        for document in said.sequence?.elements ?? [said] where !document.isNull && document.string != "" {
            if let more = PolicyText.statements(of: document) {
                for statement in more.elements { statements.add(statement) }
                statements.rest = more.rest ?? statements.rest
            } else {
                statements.rest = document.unknown ?? HCLUnknown(symbol: "\(source.address).\(name)", reason: .error)
            }
        }
        statements.rest = said.sequence?.rest ?? statements.rest
    }
}

/// Statements in order; one with a Sid that is there already takes its place.
private struct MergedStatements {
    private(set) var all: [HCLValue] = []
    var rest: HCLUnknown?
    private var bySid: [String: Int] = [:]

    mutating func add(_ statement: HCLValue) {
        if let sid = statement.mapping?["Sid"]?.string, !sid.isEmpty {
            if let index = bySid[sid] {
                all[index] = statement
                return
            }
            bySid[sid] = all.count
        }
        all.append(statement)
    }
}
