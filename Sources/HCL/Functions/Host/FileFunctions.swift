import SourceText

/// Files, which the host reads, and paths, which are text only.
enum FileFunctions {
    static let all: [HCLFunction] = files + paths + templates

    private static let path = HCLFunction.Parameter("path", .string)

    private static let files: [HCLFunction] = [
        HCLFunction("file", [path], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(try text(try contents(arguments, "file")))
        },
        HCLFunction("filebase64", [path], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(Base64.encode(try contents(arguments, "filebase64")))
        },
        HCLFunction("fileexists", [path], returns: .bool) { (arguments) throws(FunctionFailure) in
            guard let exists = try arguments.host.fileExists(try arguments.string(0)) else { throw notProvided("fileexists", arguments) }
            return .bool(exists)
        },
        HCLFunction("fileset", [path, .init("pattern", .string)], returns: .set(.string)) { (arguments) throws(FunctionFailure) in
            guard let names = try arguments.host.files(in: try arguments.string(0), matching: try arguments.string(1)) else {
                throw notProvided("fileset", arguments)
            }
            try arguments.check(elements: names.count)
            return .set(names.map { .string($0) })
        },
    ]

    private static let paths: [HCLFunction] = [
        HCLFunction("basename", [path], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(PathText.base(try arguments.string(0)))
        },
        HCLFunction("dirname", [path], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(PathText.folder(try arguments.string(0)))
        },
        // Both depend on who runs Terraform and where; a path that depends on neither is itself.
        HCLFunction("abspath", [path], returns: .string) { (arguments) throws(FunctionFailure) in
            let path = try arguments.string(0)
            guard path.hasPrefix("/") else { throw .unknown(HCLUnknown(symbol: "abspath(\"\(path)\")", reason: .notProvided)) }
            return .string(PathText.cleaned(path))
        },
        HCLFunction("pathexpand", [path], returns: .string) { (arguments) throws(FunctionFailure) in
            let path = try arguments.string(0)
            guard !path.hasPrefix("~") else { throw .unknown(HCLUnknown(symbol: "pathexpand(\"\(path)\")", reason: .notProvided)) }
            return .string(path)
        },
    ]

    private static let templates: [HCLFunction] = [
        HCLFunction("templatefile", [path, .init("vars", .dynamic, allowsUnknown: true)]) { (arguments) throws(FunctionFailure) in
            let file = SourceFile(path: try arguments.string(0), bytes: Array(try text(try contents(arguments, "templatefile")).utf8))
            return try TemplateScope.render(file, variables: arguments[1], arguments)
        },
        HCLFunction("templatestring", [.init("template", .string), .init("vars", .dynamic, allowsUnknown: true)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            let file = SourceFile(path: "templatestring", text: try arguments.string(0))
            return try TemplateScope.render(file, variables: arguments[1], arguments)
        },
    ]

    /// The bytes of the file that the first argument names.
    static func contents(_ arguments: FunctionArguments, _ function: String) throws(FunctionFailure) -> [UInt8] {
        guard let bytes = try arguments.host.contents(ofFile: try arguments.string(0)) else { throw notProvided(function, arguments) }
        try arguments.check(bytes: bytes.count)
        return bytes
    }

    private static func notProvided(_ function: String, _ arguments: FunctionArguments) -> FunctionFailure {
        .unknown(HCLUnknown(symbol: "\(function)(\"\(arguments[0].string ?? "…")\")", reason: .notProvided))
    }

    private static func text(_ bytes: [UInt8]) throws(FunctionFailure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalid("the file is not UTF-8; filebase64 reads such files", argument: 0)
        }
        return text
    }
}

/// The names inside a template file: its variables and nothing else.
private struct TemplateScope: Scope {
    let variables: HCLValue
    let base: any Scope

    var host: any FunctionHost { base.host }
    func function(named name: String) -> HCLFunction? { base.function(named: name) }

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        if let value = variables.mapping?[reference.root] { return .value(value, steps: 0) }
        if let rest = variables.unknown ?? variables.mapping?.rest {
            return .value(.unknown(rest.member(".\(reference.root)")), steps: 0)
        }
        return .undeclared("the template is given no variable \"\(reference.root)\"")
    }

    static func render(_ file: SourceFile, variables: HCLValue, _ arguments: FunctionArguments) throws(FunctionFailure) -> HCLValue {
        guard variables.mapping != nil || variables.isUnknown else { throw .invalid("the variables must be a map", argument: 1) }
        let session = arguments.evaluator.session
        guard session.spend(file.bytes.count / 16) else { throw .invalid("the evaluation takes too many steps") }
        let (expression, diagnostics) = Expression.parseTemplate(file)
        diagnostics.forEach(session.report)
        let scope = TemplateScope(variables: variables, base: arguments.evaluator.scope)
        return Evaluator(file: file, scope: scope, session: session).evaluate(expression)
    }
}

/// Paths as text, with the rules of Go's `path/filepath` on Unix.
enum PathText {
    static func base(_ path: String) -> String {
        if path.isEmpty { return "." }
        guard let last = path.split(separator: "/").last else { return "/" }
        return String(last)
    }

    static func folder(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return cleaned(String(path[...slash]))
    }

    /// Without `.`, `..` and doubled slashes as far as text alone can tell.
    static func cleaned(_ path: String) -> String {
        let isRooted = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isRooted {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return isRooted ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
