import HCL

/// What `provider` blocks say about where resources are made.
struct ProviderSettings {
    let instance: ModuleInstance

    /// The region of a resource's provider; nil where code does not say it. Modules get the root's default provider.
    func region(of resource: ResourceInstance) -> String? {
        guard resource.type.hasPrefix("aws_") else { return nil }
        let alias = alias(resource)
        guard let provider = instance.module.providers.first(where: { $0.block.labels[0].text == "aws" && self.alias($0) == alias }),
            let region = provider.block.body.attribute("region")
        else { return nil }
        return instance.evaluator(in: provider.file).evaluate(region.expression).string
    }

    private func alias(_ resource: ResourceInstance) -> String? {
        guard case .access(let access)? = resource.declaration.block.body.attribute("provider")?.expression.kind,
            case .attribute(let name)? = access.steps.first?.kind
        else { return nil }
        return name
    }

    private func alias(_ provider: TerraformModule.Declaration) -> String? {
        guard case .string(let name)? = provider.block.body.attribute("alias")?.expression.kind else { return nil }
        return name
    }
}
