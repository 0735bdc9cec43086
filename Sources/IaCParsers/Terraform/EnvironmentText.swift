import HCL
import SourceText

/// The text of a root variable in the environment: `TF_VAR_name` (https://developer.hashicorp.com/terraform/cli/config/environment-variables).
///
/// Secrets are handed to Terraform in this way. A variable that its module calls sensitive is therefore not known: no verdict is
/// worth a secret in a report.
enum EnvironmentText {
    static func file(of name: String, _ text: String) -> SourceFile { SourceFile(path: "TF_VAR_\(name)", text: text) }

    /// Whether a value was made of such a text. Files of code have an ending.
    static func holds(_ origin: ValueOrigin?) -> Bool {
        guard let path = origin?.file.path else { return false }
        return path.hasPrefix("TF_VAR_") && !path.contains(".") && !path.contains("/")
    }

    /// What stands for a sensitive one.
    static func secret(_ symbol: String, _ declaration: Declaration) -> HCLValue {
        HCLValue(
            .unknown(HCLUnknown(symbol: symbol, reason: .sensitive)),
            origin: ValueOrigin(file: declaration.file, range: declaration.block.range), isSensitive: true)
    }
}

extension HCLUnknown.Reason {
    static let sensitive = HCLUnknown.Reason("sensitive, and its value stands in the environment")
}
