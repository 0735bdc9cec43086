import SourceText

/// The text of a root variable in the environment: `TF_VAR_name` (https://developer.hashicorp.com/terraform/cli/config/environment-variables).
enum EnvironmentText {
    static func file(of name: String, _ text: String) -> SourceFile { SourceFile(path: "TF_VAR_\(name)", text: text) }
}
