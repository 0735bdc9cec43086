import Document
import SourceText

/// Reads Terraform's JSON syntax (`.tf.json`): objects become blocks and arguments, strings become templates.
///
/// Without a provider's schema an object inside a resource may be a block or a value; it is read as a value, except where a
/// `dynamic` block stands in it. Source of the mapping: developer.hashicorp.com/terraform/language/syntax/json.
struct JSONSyntaxReader {
    private let file: SourceFile
    private let limits: ParsingLimits
    /// The file's bytes; a string with escapes is written into its own place without them before it is parsed, so that
    /// places stay those of the file.
    private var scratch: [UInt8]
    private(set) var diagnostics: [Diagnostic] = []

    /// How many labels a block of the top level has.
    private static let labelCounts = [
        "resource": 2, "data": 2, "ephemeral": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "check": 1, "locals": 0,
        "terraform": 0, "moved": 0, "import": 0, "removed": 0,
    ]
    /// Arguments of every resource that hold references only, or nothing that is evaluated.
    private static let skipped: Set<String> = ["//", "depends_on", "lifecycle", "provisioner", "connection"]

    init(file: SourceFile, limits: ParsingLimits) {
        self.file = file
        self.limits = limits
        scratch = file.bytes
    }

    mutating func read() -> Body {
        let whole = SourceRange(start: 0, end: file.size)
        do throws(Diagnostic) {
            let result = try Document.json(file)
            let document = result.document
            diagnostics += result.warnings
            var blocks: [Block] = []
            for top in document.root.kind == .list ? document.root.elements : [document.root] {
                guard top.kind == .map else {
                    report("hcl-json-block", "a file holds an object of blocks", at: range(top))
                    continue
                }
                for (key, value) in top.members where key.text != "//" {
                    guard let count = Self.labelCounts[key.text] else {
                        report("hcl-json-block", "\"\(key.text)\" is no block of Terraform", at: range(value))
                        continue
                    }
                    blocks += self.blocks(key.text, labels: [], missing: count, value)
                }
            }
            return Body(attributes: [], blocks: blocks, range: whole, isIncomplete: !diagnostics.isEmpty)
        } catch {
            diagnostics.append(error)
            return Body(attributes: [], blocks: [], range: whole, isIncomplete: true)
        }
    }

    // MARK: Blocks

    private mutating func blocks(_ type: String, labels: [Label], missing: Int, _ value: DocumentValue) -> [Block] {
        switch value.kind {
        case .list:
            var blocks: [Block] = []
            for element in value.elements { blocks += self.blocks(type, labels: labels, missing: missing, element) }
            return blocks
        case .map where missing > 0:
            var blocks: [Block] = []
            for (key, member) in value.members where key.text != "//" {
                let label = Label(text: key.text, range: range(member), isQuoted: true)
                blocks += self.blocks(type, labels: labels + [label], missing: missing - 1, member)
            }
            return blocks
        case .map:
            let range = range(value)
            let header = SourceRange(start: range.start, end: min(range.start + 1, range.end))
            return [
                Block(type: Name(text: type, range: header), labels: labels, body: body(value, of: type), range: range, headerRange: header)
            ]
        case .null: return []
        default:
            report("hcl-json-block", "an object is expected for \"\(type)\"", at: range(value))
            return []
        }
    }

    private mutating func body(_ value: DocumentValue, of type: String) -> Body {
        var attributes: [Attribute] = []
        var blocks: [Block] = []
        for (key, member) in value.members {
            let name = key.text
            switch (type, name) {
            case (_, "//"): continue
            case ("variable", "type"), ("dynamic", "iterator"): attributes.append(attribute(name, expression(text: member), member))
            case ("module", "providers"): attributes.append(attribute(name, references(member), member))
            case ("dynamic", "content"): blocks += self.blocks(name, labels: [], missing: 0, member)
            case ("variable", _), ("output", _), ("module", _), ("provider", _), ("locals", _), ("terraform", _), ("dynamic", _):
                attributes.append(attribute(name, expression(member), member))
            case (_, "provider"): attributes.append(attribute(name, expression(text: member), member))
            case (_, "dynamic"): blocks += self.blocks(name, labels: [], missing: 1, member)
            case _ where Self.skipped.contains(name): continue
            case _ where hasDynamic(member): blocks += self.blocks(name, labels: [], missing: 0, member)
            default: attributes.append(attribute(name, expression(member), member))
            }
        }
        return Body(attributes: attributes, blocks: blocks, range: range(value))
    }

    private func attribute(_ name: String, _ expression: Expression, _ value: DocumentValue) -> Attribute {
        let range = range(value)
        return Attribute(name: Name(text: name, range: range), expression: expression, range: range)
    }

    private func hasDynamic(_ value: DocumentValue) -> Bool {
        switch value.kind {
        case .map: value["dynamic"]?.kind == .map || value.members.contains { hasDynamic($0.value) }
        case .list: value.elements.contains { hasDynamic($0) }
        default: false
        }
    }

    // MARK: Expressions

    private mutating func expression(_ value: DocumentValue) -> Expression {
        let range = range(value)
        switch value.kind {
        case .bool: return Expression(.bool(value.bool ?? false), range: range)
        case .int: return Expression(.number(.int(value.int ?? 0)), range: range)
        case .double: return Expression(.number(HCLNumber(value.double ?? 0)), range: range)
        case .string: return template(value.string ?? "", range)
        case .list:
            var elements: [Expression] = []
            for element in value.elements { elements.append(expression(element)) }
            return Expression(.tuple(elements), range: range)
        case .map:
            var items: [ObjectItem] = []
            for (key, member) in value.members where key.text != "//" {
                items.append(ObjectItem(key: Expression(.string(key.text), range: self.range(member)), value: expression(member)))
            }
            return Expression(.object(items), range: range)
        default: return Expression(.null, range: range)
        }
    }

    private mutating func template(_ text: String, _ range: SourceRange) -> Expression {
        guard text.utf8.contains(UInt8(ascii: "{")), text.contains("${") || text.contains("%{") else {
            return Expression(.string(text), range: range)
        }
        let parsed = parse(text, range) { $0.parseTemplate(from: $1) }
        return Expression(parsed.kind, range: range)
    }

    /// A string that is an expression as it stands: a type, a provider.
    private mutating func expression(text value: DocumentValue) -> Expression {
        guard let text = value.string else { return expression(value) }
        return parse(text, range(value)) { parser, start in
            parser.move(to: start)
            return parser.parseWholeExpression()
        }
    }

    private mutating func references(_ value: DocumentValue) -> Expression {
        var items: [ObjectItem] = []
        for (key, member) in value.members where key.text != "//" {
            items.append(ObjectItem(key: Expression(.string(key.text), range: range(member)), value: expression(text: member)))
        }
        return Expression(.object(items), range: range(value))
    }

    private mutating func parse(_ text: String, _ range: SourceRange, _ body: (inout Parser, Int) -> Expression) -> Expression {
        let start = range.start + 1
        let bytes = Array(text.utf8)
        // Taking escapes out only ever shortens a string.
        guard start >= 0, start + bytes.count <= scratch.count else { return Expression(.invalid, range: range) }
        scratch.replaceSubrange(start..<(start + bytes.count), with: bytes)
        let (expression, found) = scratch.withUnsafeBufferPointer { buffer in
            let part = UnsafeBufferPointer(rebasing: buffer[..<(start + bytes.count)])
            var parser = Parser(file: file, bytes: part, limits: limits, trustsIndentation: false)
            let expression = body(&parser, start)
            return (expression, parser.diagnostics)
        }
        if diagnostics.count < limits.diagnostics { diagnostics += found }
        return expression
    }

    // MARK: Places

    private func range(_ value: DocumentValue) -> SourceRange {
        value.origin?.range ?? SourceRange(start: 0, end: 0)
    }

    private mutating func report(_ code: String, _ message: String, at range: SourceRange) {
        guard diagnostics.count < limits.diagnostics else { return }
        diagnostics.append(Diagnostic(.error, code: code, message, location: file.location(range)))
    }
}
