import HCL
import SourceText

/// What `provider` blocks say about where a module's resources are made.
final class ProviderSettings {
    /// Where a provider works, as far as code says it, and what it adds to what it makes.
    struct Place {
        var account: String?
        var region: String?
        var defaultTags: DefaultTags?
    }

    private unowned let module: ModuleInstance
    private var places: [String: Place] = [:]

    init(module: ModuleInstance) { self.module = module }

    func place(of resource: ResourceInstance) -> Place {
        guard let service = resource.type.split(separator: "_", maxSplits: 1).first.map(String.init) else { return Place() }
        let key = Self.key(resource.declaration.setting("provider")?.expression) ?? service
        var place = place(key)
        // Since version 6 of the AWS provider every resource may say its region.
        if service == "aws", let region = resource.argument("region")?.string { place.region = region }
        return place
    }

    /// - Parameter key: `aws`, `aws.west`.
    private func place(_ key: String) -> Place {
        if let known = places[key] { return known }
        // A provider whose settings depend on itself has no place.
        places[key] = Place()
        let place = find(key)
        places[key] = place
        return place
    }

    private func find(_ key: String) -> Place {
        if let declaration = module.module.providers[key] { return read(declaration, key) }
        guard let call = module.call else { return Place() }
        // Providers are handed down by name; the default ones of their own accord.
        var passed: String?
        if case .object(let items)? = call.declaration.setting("providers")?.expression.kind {
            passed = items.first { Self.key($0.key) == key }.flatMap { Self.key($0.value) }
        }
        guard let name = passed ?? (key.contains(".") ? nil : key) else { return Place() }
        return call.caller.providers.place(name)
    }

    private func read(_ declaration: Declaration, _ key: String) -> Place {
        let isAWS = declaration.labels[0].text == "aws"
        let name = module.qualified("provider.\(key)")
        let tags = isAWS ? DefaultTags.read(declaration, name: name) { module.evaluator(in: $0) } : nil
        // One provider for each of many regions: which one a resource has is not told here.
        guard declaration.setting("for_each") == nil else { return Place(defaultTags: tags) }
        func text(_ name: String) -> String? {
            declaration.setting(name).flatMap { module.evaluator(in: $0.file).evaluate($0.expression).string }
        }
        switch declaration.labels[0].text {
        case "aws": return Place(account: account(declaration), region: text("region"), defaultTags: tags)
        case "google", "google-beta": return Place(account: text("project"), region: text("region"))
        case "azurerm": return Place(account: text("subscription_id"))
        default: return Place()
        }
    }

    /// The account of the role that is assumed, or the only one that is allowed.
    private func account(_ declaration: Declaration) -> String? {
        if let allowed = declaration.setting("allowed_account_ids"),
            let ids = module.evaluator(in: allowed.file).evaluate(allowed.expression).sequence, ids.knownCount == 1
        {
            return (try? ids.elements.first?.converted(to: .string))?.string
        }
        guard let layer = declaration.layer(withBlocks: "assume_role") else { return nil }
        let roles = BlockValues(evaluator: module.evaluator(in: layer.file)).blocks("assume_role", in: layer.block.body)
        guard let arn = roles.sequence?.elements.last?.mapping?["role_arn"]?.string else { return nil }
        let fields = arn.split(separator: ":", omittingEmptySubsequences: false)
        return fields.count == 6 && fields[4].count == 12 ? String(fields[4]) : nil
    }

    /// A provider's name as an expression writes it: `aws`, `aws.west`, and in quotes in old files.
    private static func key(_ expression: Expression?) -> String? {
        switch expression?.kind {
        case .variable(let name)?: return name
        case .string(let text)?: return text
        case .access(let access)?:
            guard case .variable(let name) = access.base.kind, case .attribute(let alias)? = access.steps.first?.kind else { return nil }
            return "\(name).\(alias)"
        default: return nil
        }
    }
}
