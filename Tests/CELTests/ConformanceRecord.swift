import CEL
import Document
import Foundation
import SourceText

/// One test of the shared conformance file.
struct ConformanceRecord: Sendable {
    let name: String
    let record: DocumentValue

    var expression: String { record["expr"]?.string ?? "" }
    func flag(_ key: String) -> Bool { record[key]?.bool ?? false }
    var needs: Set<String> { Set((record["needs"]?.elements ?? []).compactMap(\.string)) }

    /// Needs messages that a schema describes: out of scope. Well-known types need none.
    var needsMessages: Bool { !needs.isDisjoint(with: ["proto", "proto2", "proto3", "enum"]) }

    /// Runs the test; nil where it passes, otherwise what went wrong.
    func run() -> String? {
        var environment = Environment(container: record["container"]?.string ?? "")
        for declaration in record["type_env"]?.elements ?? [] { declare(declaration, in: &environment) }
        let bindings = record["bindings"]?.members ?? []
        for (key, _) in bindings where environment.variable(key.text) == nil { environment.declare(key.text, .dynamic) }
        let compilation = environment.compile(expression, isChecked: !flag("disable_check"))
        let expect = record["expect"]
        guard let program = compilation.program else {
            if expect?["error"] != nil { return nil }
            return "does not compile: \(compilation.diagnostics.map(\.description).joined(separator: "; "))"
        }
        if let wanted = record["expect_type"]?.string, wanted != compilation.type?.description {
            return "has type \(compilation.type?.description ?? "none"), expected \(wanted)"
        }
        if flag("check_only") { return nil }
        let activation = Activation(environment)
        for (key, value) in bindings {
            guard let variable = environment.variable(key.text), let decoded = ConformanceRecord.value(value["value"]) else {
                return "the binding of \(key.text) is not understood"
            }
            activation.bind(variable, to: decoded)
        }
        switch program.evaluate(activation) {
        case .value(let value):
            guard let wanted = ConformanceRecord.value(expect?["value"]) else { return "gives \(value), expected an error" }
            return value == wanted ? nil : "gives \(value), expected \(wanted)"
        case .error(let failure): return expect?["error"] != nil ? nil : "fails: \(failure)"
        case .unknown(let leaves): return "is unknown: \(leaves)"
        }
    }

    private func declare(_ declaration: DocumentValue, in environment: inout Environment) {
        guard let name = declaration["name"]?.string else { return }
        if let type = declaration["type"]?.string {
            environment.declare(name, TypeText.parse(type))
            return
        }
        let overloads = (declaration["overloads"]?.elements ?? []).map { overload in
            Overload(
                overload["id"]?.string ?? "", (overload["params"]?.elements ?? []).compactMap(\.string).map(TypeText.parse),
                TypeText.parse(overload["result"]?.string ?? "dyn"), isMember: overload["member"]?.bool ?? false)
        }
        environment.declare(HostFunction(name, overloads, body: nil))
    }

    static func value(_ encoded: DocumentValue?) -> Value? {
        guard let (key, content) = encoded?.members.first else { return nil }
        switch key.text {
        case "null": return .null
        case "bool": return content.bool.map { .bool($0) }
        case "int": return content.string.flatMap(Int64.init).map { .int($0) }
        case "uint": return content.string.flatMap(UInt64.init).map { .uint($0) }
        case "double": return (content.double ?? content.string.flatMap(Double.init)).map { .double($0) }
        case "string": return content.string.map { .string($0) }
        case "bytes": return content.string.flatMap { Data(base64Encoded: $0) }.map { .bytes(Array($0)) }
        case "list": return .list(content.elements.compactMap(value))
        case "map":
            return .map(
                content.elements.compactMap { entry in
                    guard let key = value(entry[0]), let value = value(entry[1]) else { return nil }
                    return Value.MapEntry(key: key, value: value)
                })
        case "type": return content.string.map { .type($0) }
        case "duration", "timestamp":
            guard let seconds = content["seconds"]?.string.flatMap(Int64.init) else { return nil }
            let nanoseconds = Int32(content["nanos"]?.int ?? 0)
            return key.text == "duration"
                ? .duration(
                    seconds: nanoseconds < 0 ? seconds - 1 : seconds,
                    nanoseconds: nanoseconds < 0 ? nanoseconds + 1_000_000_000 : nanoseconds)
                : .timestamp(seconds: seconds, nanoseconds: nanoseconds)
        case "object": return value(content["native"])
        default: return nil
        }
    }
}

/// Reads types as the conformance file writes them.
enum TypeText {
    static func parse(_ text: String) -> ValueType {
        var rest = Substring(text)
        return type(&rest)
    }

    private static func type(_ rest: inout Substring) -> ValueType {
        let name = String(rest.prefix { $0 != "(" && $0 != ")" && $0 != "," })
        rest = rest.dropFirst(name.count)
        var arguments: [ValueType] = []
        var argumentText = ""
        if rest.first == "(" {
            rest.removeFirst()
            argumentText = String(rest.prefix { $0 != ")" })
            while let first = rest.first, first != ")" {
                arguments.append(type(&rest))
                while rest.first == "," || rest.first == " " { rest.removeFirst() }
            }
            rest = rest.dropFirst()
        }
        switch name.trimmingCharacters(in: .whitespaces) {
        case "dyn", "any": return .dynamic
        case "null_type": return .null
        case "bool": return .bool
        case "int": return .int
        case "uint": return .uint
        case "double": return .double
        case "string": return .string
        case "bytes": return .bytes
        case "timestamp": return .timestamp
        case "duration": return .duration
        case "list": return .list(arguments.first ?? .dynamic)
        case "map": return .map(arguments.first ?? .dynamic, arguments.last ?? .dynamic)
        case "optional_type": return .optional(arguments.first ?? .dynamic)
        case "type": return .type(arguments.first ?? .dynamic)
        case "param": return .parameter(argumentText)
        case "wrapper": return .wrapper(arguments.first ?? .dynamic)
        case "message":
            switch argumentText {
            case "google.protobuf.Timestamp": return .timestamp
            case "google.protobuf.Duration": return .duration
            case let name where name.hasPrefix("google.protobuf."): return .dynamic
            default: return .object(argumentText)
            }
        case let other: return .opaque(other, arguments)
        }
    }
}
