/// What a file may be, told by its name alone.
public enum SourceKind: String, Sendable, Hashable {
    /// Terraform's and OpenTofu's native syntax and JSON syntax.
    case terraform
    /// Values of Terraform variables.
    case terraformVariables
    /// YAML, which may hold a CloudFormation template or Kubernetes manifests.
    case yaml
    /// JSON, likewise.
    case json
    /// `.template` and files named on the command line: their first byte says whether they are JSON or YAML.
    case either

    /// - Parameter name: a file's name or path; nil where no parser reads such files.
    public init?(name: String) {
        let name = name.lowercased()
        func ends(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
        if ends(".tfvars", ".tfvars.json") {
            self = .terraformVariables
        } else if ends(".tf", ".tofu", ".tf.json", ".tofu.json") {
            self = .terraform
        } else if ends(".yaml", ".yml") {
            self = .yaml
        } else if ends(".json") {
            self = .json
        } else if ends(".template") {
            self = .either
        } else {
            return nil
        }
    }
}
