import HCL

/// Data sources whose answers follow from code alone.
enum DataSources {
    /// An attribute that can be told; nil for all others.
    static func attribute(_ name: String, of source: ResourceInstance) -> HCLValue? {
        switch (source.type, name) {
        case ("aws_partition", "partition"): .string("aws")
        case ("aws_partition", "dns_suffix"): .string("amazonaws.com")
        case ("aws_iam_policy_document", "json"), ("aws_iam_policy_document", "minified_json"): PolicyDocumentSource(source: source).value
        case ("template_file", "rendered"): nil
        default: nil
        }
    }
}
