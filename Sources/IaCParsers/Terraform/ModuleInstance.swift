import HCL
import SourceText

/// A module with values for its variables: the scope in which its expressions are evaluated, each once and when needed.
final class ModuleInstance: Scope {
    let module: TerraformModule
    /// Empty for the root; `module.network["a"]` below it.
    let address: String
    let context: RootContext
    /// Calls that led here, outermost first.
    let calls: [SourceLocation]
    /// The names of those calls, without instance keys: the manifest's key.
    let callPath: [String]
    private let inputs: [String: HCLValue]
    private var variables: [String: HCLValue] = [:]
    private var locals: [String: HCLValue] = [:]
    private var outputs: [String: HCLValue] = [:]
    private var inProgress: Set<String> = []
    private lazy var expansions: [String: Expansion<ResourceInstance>] = [:]
    private lazy var children: [String: Expansion<ModuleInstance>] = [:]

    init(
        module: TerraformModule, address: String, inputs: [String: HCLValue], context: RootContext,
        calls: [SourceLocation] = [], callPath: [String] = []
    ) {
        self.module = module
        self.address = address
        self.inputs = inputs
        self.context = context
        self.calls = calls
        self.callPath = callPath
        context.met(module)
    }

    var host: any FunctionHost { RootFiles(root: context.root, module: module.path) }

    func evaluator(in file: SourceFile) -> Evaluator { Evaluator(file: file, scope: self, session: context.session) }

    /// The address of something in this module.
    func qualified(_ name: String) -> String { address.isEmpty ? name : "\(address).\(name)" }

    // MARK: Names

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        switch reference.root {
        case "var": return named(reference) { self.variable($0) }
        case "local": return named(reference) { self.local($0) }
        case "path": return path(reference)
        case "terraform":
            return .value(reference.name(0) == "workspace" ? .string("default") : .unknown(reference.symbol, .beforeApply), steps: 1)
        case "module": return ModuleReferences(instance: self).resolve(reference)
        case "data":
            guard let type = reference.name(0), let name = reference.name(1) else { return .undeclared("a data source has a type and a name") }
            return ResourceReferences(instance: self).resolve(reference, key: "\(type).\(name)", skip: 2, isData: true)
        case "each", "count", "self":
            return .undeclared("\"\(reference.root)\" has no meaning here")
        default:
            guard let name = reference.name(0) else { return .undeclared("nothing of the name \"\(reference.root)\" is declared") }
            return ResourceReferences(instance: self).resolve(reference, key: "\(reference.root).\(name)", skip: 1, isData: false)
        }
    }

    private func named(_ reference: Reference, _ find: (String) -> HCLValue?) -> Resolution {
        guard let name = reference.name(0), let value = find(name) else {
            return .undeclared("there is no \(reference.symbol(steps: min(1, reference.steps.count)))")
        }
        return .value(value, steps: 1)
    }

    private func path(_ reference: Reference) -> Resolution {
        switch reference.name(0) {
        case "module": .value(.string(module.path), steps: 1)
        case "root": .value(.string(context.root), steps: 1)
        case "cwd": .value(.unknown("path.cwd", .beforeApply), steps: 1)
        default: .undeclared("path has module, root and cwd")
        }
    }

    // MARK: Values

    func variable(_ name: String) -> HCLValue? {
        if let known = variables[name] { return known }
        guard let declaration = module.variables[name] else { return nil }
        let value = once("var.\(name)", at: declaration.location) { VariableValue(instance: self, declaration: declaration).value(inputs[name], name) }
        variables[name] = value
        return value
    }

    private func local(_ name: String) -> HCLValue? {
        if let known = locals[name] { return known }
        guard let local = module.locals[name] else { return nil }
        let place = local.file.location(local.expression.range)
        let value = once("local.\(name)", at: place) { evaluator(in: local.file).evaluate(local.expression) }
        locals[name] = value
        return value
    }

    /// The value of an output; nil where there is none of that name.
    func output(_ name: String) -> HCLValue? {
        if let known = outputs[name] { return known }
        guard let declaration = module.outputs[name], let expression = declaration.block.body.attribute("value")?.expression else {
            return nil
        }
        let value = once("output.\(name)", at: declaration.location) { evaluator(in: declaration.file).evaluate(expression) }
        outputs[name] = value
        return value
    }

    /// Evaluates what must not depend on itself.
    func once(_ what: String, at place: SourceLocation, _ body: () -> HCLValue) -> HCLValue {
        guard inProgress.insert(what).inserted else {
            context.report(
                Diagnostic(.error, code: "terraform-cycle", "\(qualified(what)) depends on itself", location: place))
            return .unknown(qualified(what), .error)
        }
        defer { inProgress.remove(what) }
        return body()
    }

    // MARK: Instances

    /// The instances of a resource or data source; nil where it is not declared.
    func resources(_ key: String, isData: Bool) -> Expansion<ResourceInstance>? {
        let mark = isData ? "data.\(key)" : key
        if let known = expansions[mark] { return known }
        guard let declaration = (isData ? module.data : module.resources)[key] else { return nil }
        let expander = Expander(instance: self, declaration: declaration, name: mark)
        let expansion = expander.expand { suffix, scope in
            ResourceInstance(
                module: self, declaration: declaration, address: self.qualified(mark + suffix), scope: scope, isData: isData)
        }
        expansions[mark] = expansion
        return expansion
    }

    /// The instances of a module call; nil where it is not declared or not to be found.
    func child(_ name: String) -> Expansion<ModuleInstance>? {
        if let known = children[name] { return known }
        guard let declaration = module.calls[name] else { return nil }
        children[name] = Expansion(kind: .single, instances: [])
        let expansion = ModuleCall(caller: self, name: name, declaration: declaration).expand()
        children[name] = expansion
        return expansion
    }
}
