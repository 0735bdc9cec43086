public import SourceText

/// HCL's native syntax (`.tf`): reading it without loss, and evaluating its expressions with Terraform's rules.
///
/// The module knows nothing of Terraform's blocks, resources or providers: a caller walks ``Body``, decides what a block
/// means, and evaluates expressions with an ``Evaluator`` over its own ``Scope``.
extension SyntaxTree {
    /// Reads a whole file. Never fails: what is broken becomes a diagnostic, and the rest of the file stays usable.
    ///
    /// Source of the grammar: the HCL native syntax specification (github.com/hashicorp/hcl, hclsyntax/spec.md), checked
    /// against the `terraform` program.
    public static func parse(_ file: SourceFile, limits: ParsingLimits = ParsingLimits()) -> SyntaxTree {
        file.bytes.withUnsafeBufferPointer { buffer in
            var parser = Parser(file: file, bytes: buffer, limits: limits, trustsIndentation: false)
            let body = parser.parseFile()
            guard parser.missesClosingBrace else {
                return SyntaxTree(file: file, body: body, diagnostics: parser.diagnostics)
            }
            // A block was never closed, so it swallowed the rest of the file. Once more, letting the indentation say where
            // it should have ended.
            var second = Parser(file: file, bytes: buffer, limits: limits, trustsIndentation: true)
            let recovered = second.parseFile()
            return SyntaxTree(file: file, body: recovered, diagnostics: second.diagnostics)
        }
    }

    /// Reads a file of Terraform's JSON syntax (`.tf.json`); see ``parse(_:limits:)``.
    public static func parseJSON(_ file: SourceFile, limits: ParsingLimits = ParsingLimits()) -> SyntaxTree {
        var reader = JSONSyntaxReader(file: file, limits: limits)
        let body = reader.read()
        return SyntaxTree(file: file, body: body, diagnostics: reader.diagnostics)
    }
}

extension Expression {
    /// Reads one expression that fills the whole file; newlines inside are white space.
    /// A broken one is ``Expression/Kind-swift.enum/invalid`` and comes with diagnostics.
    public static func parse(
        _ file: SourceFile, limits: ParsingLimits = ParsingLimits()
    ) -> (expression: Expression, diagnostics: [Diagnostic]) {
        file.bytes.withUnsafeBufferPointer { buffer in
            var parser = Parser(file: file, bytes: buffer, limits: limits, trustsIndentation: false)
            let expression = parser.parseWholeExpression()
            return (expression, parser.diagnostics)
        }
    }

    /// Reads a whole file as a template, as `templatefile` does: literal text with `${…}` and `%{…}`.
    public static func parseTemplate(
        _ file: SourceFile, limits: ParsingLimits = ParsingLimits()
    ) -> (expression: Expression, diagnostics: [Diagnostic]) {
        file.bytes.withUnsafeBufferPointer { buffer in
            var parser = Parser(file: file, bytes: buffer, limits: limits, trustsIndentation: false)
            let expression = parser.parseWholeTemplate()
            return (expression, parser.diagnostics)
        }
    }
}
