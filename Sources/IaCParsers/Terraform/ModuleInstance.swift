import HCL
import SourceText

/// A module with values for its variables: the scope in which its expressions are evaluated, each once and when needed.
final class ModuleInstance: Scope {
    let module: TerraformModule
    /// Empty for the root; `module.network["a"]` below it.
    let address: String
    let context: RootContext
    /// What called it; nil for the root.
    let call: Call?
    /// Calls that led here, outermost first.
    let calls: [SourceLocation]
    private let rootInputs: [String: HCLValue]
    private var variables = Memo()
    private var locals = Memo()
    private var outputs = Memo()
    private var counts = Memo()
    private var expansions: [String: Expansion<ResourceInstance>] = [:]
    private var children: [String: Expansion<ModuleInstance>?] = [:]
    private var whole: [String: HCLValue] = [:]
    private(set) lazy var providers = ProviderSettings(module: self)
    private(set) lazy var host: any FunctionHost = ModuleFiles(module: self)

    /// One instance of a module block, with the scope its arguments are evaluated in.
    struct Call {
        var name: String
        var declaration: Declaration
        var scope: InstanceScope
        var caller: ModuleInstance { scope.module }
    }

    init(root module: TerraformModule, inputs: [String: HCLValue], context: RootContext) {
        self.module = module
        self.context = context
        address = ""
        call = nil
        calls = []
        rootInputs = inputs
    }

    init(module: TerraformModule, address: String, call: Call) {
        self.module = module
        self.address = address
        self.call = call
        context = call.caller.context
        calls = call.caller.calls + [call.declaration.location]
        rootInputs = [:]
    }

    /// The names of the calls that led here, without instance keys: the manifest's key.
    var callPath: [String] { call.map { $0.caller.callPath + [$0.name] } ?? [] }

    func evaluator(in file: SourceFile) -> Evaluator { Evaluator(file: file, scope: self, session: context.session) }

    /// The address of something in this module.
    func qualified(_ name: String) -> String { address.isEmpty ? name : "\(address).\(name)" }

    // MARK: Names

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        switch reference.root {
        case "var": return named(reference, "variable") { self.variable($0) }
        case "local": return named(reference, "local value") { self.local($0) }
        case "path": return path(reference)
        case "terraform", "tofu":
            let isWorkspace = reference.name(0) == "workspace"
            return .value(isWorkspace ? .string(context.workspace) : .unknown(reference.symbol, .beforeApply), steps: 1)
        case "module": return ModuleReferences(instance: self).resolve(reference, evaluator)
        case "data":
            guard let type = reference.name(0), let name = reference.name(1) else {
                return .undeclared("a data source has a type and a name")
            }
            return ResourceReferences(instance: self).resolve(reference, key: "\(type).\(name)", skip: 2, isData: true, evaluator)
        case "ephemeral":
            guard let type = reference.name(0), let name = reference.name(1), module.ephemerals.contains("\(type).\(name)") else {
                return .undeclared("there is no ephemeral resource \(reference.symbol)")
            }
            return .value(.unknown(qualified(reference.symbol), .beforeApply), steps: reference.steps.count)
        case "each", "count", "self":
            return .undeclared("\"\(reference.root)\" has no meaning here")
        default:
            guard let name = reference.name(0) else { return .undeclared("nothing of the name \"\(reference.root)\" is declared") }
            return ResourceReferences(instance: self).resolve(
                reference, key: "\(reference.root).\(name)", skip: 1, isData: false, evaluator)
        }
    }

    private func named(_ reference: Reference, _ kind: String, _ find: (String) -> HCLValue?) -> Resolution {
        guard let name = reference.name(0) else { return .undeclared("\"\(reference.root)\" alone is no value") }
        guard let value = find(name) else { return .undeclared("there is no \(kind) \"\(name)\"") }
        return .value(value, steps: 1)
    }

    private func path(_ reference: Reference) -> Resolution {
        switch reference.name(0) {
        case "module": .value(.string(TerraformFolder.relative(module.path, to: context.root)), steps: 1)
        case "root": .value(.string("."), steps: 1)
        case "cwd": .value(.unknown("path.cwd", .notProvided), steps: 1)
        default: .undeclared("path has module, root and cwd")
        }
    }

    // MARK: Values

    func variable(_ name: String) -> HCLValue? {
        guard let declaration = module.variables[name] else { return nil }
        return once(\.variables, name, "var", declaration.location) {
            VariableValue(instance: self, name: name, declaration: declaration).value(self.input(name))
        }
    }

    /// What the caller says of a variable.
    private func input(_ name: String) -> HCLValue? {
        guard let call else { return rootInputs[name] }
        guard !ModuleCall.metaArguments.contains(name), let setting = call.declaration.setting(name) else { return nil }
        return call.scope.evaluator(in: setting.file).evaluate(setting.expression)
    }

    private func local(_ name: String) -> HCLValue? {
        guard let local = module.locals[name] else { return nil }
        return once(\.locals, name, "local", local.file.location(local.expression.range)) {
            self.evaluator(in: local.file).evaluate(local.expression)
        }
    }

    /// The value of an output; nil where there is none of that name.
    func output(_ name: String) -> HCLValue? {
        guard let declaration = module.outputs[name], let setting = declaration.setting("value") else { return nil }
        return once(\.outputs, name, "output", declaration.location) {
            let value = self.evaluator(in: setting.file).evaluate(setting.expression)
            let isSensitive = declaration.isSensitive { self.evaluator(in: $0) }
            return isSensitive ? SensitiveValue.concealedMembers(value, as: self.qualified(name)) : value
        }
    }

    /// The value of a block's `count` or `for_each`.
    func count(_ name: String, _ setting: Declaration.Setting) -> HCLValue {
        once(\.counts, name, nil, setting.location) { self.evaluator(in: setting.file).evaluate(setting.expression) }
    }

    private func once(
        _ memo: ReferenceWritableKeyPath<ModuleInstance, Memo>, _ name: String, _ kind: String?,
        _ place: @autoclosure () -> SourceLocation, _ evaluate: () -> HCLValue
    ) -> HCLValue {
        switch self[keyPath: memo].begin(name) {
        case .known(let value): return value
        case .inProgress: return cycle(kind.map { "\($0).\(name)" } ?? name, place())
        case .new:
            let value = evaluate()
            self[keyPath: memo].end(name, value)
            return value
        }
    }

    /// What depends on itself has no value.
    func cycle(_ what: String, _ place: SourceLocation) -> HCLValue {
        context.report(Diagnostic(.error, code: "terraform-cycle", "\(qualified(what)) depends on itself", location: place))
        return .unknown(qualified(what), .error)
    }

    // MARK: Instances

    /// The instances of a resource or data source; nil where it is not declared.
    func resources(_ key: String, isData: Bool) -> Expansion<ResourceInstance>? {
        let name = isData ? "data.\(key)" : key
        if let known = expansions[name] { return known }
        guard let declaration = (isData ? module.data : module.resources)[key] else { return nil }
        let expansion = Expander(module: self, declaration: declaration, name: name).expand { suffix, scope in
            ResourceInstance(declaration: declaration, address: self.qualified(name + suffix), scope: scope, isData: isData)
        }
        expansions[name] = expansion
        return expansion
    }

    /// The instances of a module call; nil where it is not declared or not to be found.
    func child(_ name: String) -> Expansion<ModuleInstance>? {
        if let known = children[name] { return known }
        guard let declaration = module.calls[name] else { return nil }
        let expansion = ModuleCall(caller: self, name: name, declaration: declaration).expand()
        children[name] = expansion
        return expansion
    }

    /// All instances of something as one value, made once.
    func whole(_ name: String, _ make: () -> HCLValue) -> HCLValue {
        if let known = whole[name] { return known }
        let value = make()
        whole[name] = value
        return value
    }
}
