import HCL

/// Attributes of resources and data sources whose values follow from code alone.
enum ComputedAttributes {
    /// The names of such attributes.
    static func names(_ type: String, isData: Bool) -> Set<String> {
        switch (type, isData) {
        case ("aws_iam_policy_document", true): ["json", "minified_json"]
        case ("aws_partition", true): ["partition", "dns_suffix"]
        case ("aws_region", true): ["name", "region", "id"]
        case ("aws_caller_identity", true): ["account_id"]
        case ("aws_default_tags", true): ["tags"]
        case ("template_file", true): ["rendered"]
        case ("terraform_data", false): ["output"]
        case ("null_data_source", true): ["outputs"]
        default: []
        }
    }

    /// The value where it can be told.
    static func value(of name: String, _ resource: ResourceInstance) -> HCLValue? {
        guard names(resource.type, isData: resource.isData).contains(name) else { return nil }
        switch resource.type {
        case "aws_iam_policy_document": return PolicyDocumentSource(source: resource).value
        case "aws_partition": return .string(name == "partition" ? "aws" : "amazonaws.com")
        case "aws_region": return resource.module.providers.place(of: resource).region.map { .string($0) }
        case "aws_caller_identity": return resource.module.providers.place(of: resource).account.map { .string($0) }
        case "aws_default_tags": return resource.module.providers.place(of: resource).defaultTags?.value ?? .object([:])
        case "terraform_data": return resource.argument("input") ?? .null
        case "null_data_source": return resource.argument("inputs")
        case "template_file": return rendered(resource)
        default: return nil
        }
    }

    /// The text of `template_file`, with its `vars` as the only names.
    private static func rendered(_ source: ResourceInstance) -> HCLValue? {
        guard let template = source.argument("template")?.string else { return nil }
        return TemplateText(text: template, name: "\(source.address).template", variables: source.argument("vars")).value(
            in: source.module.context)
    }
}
