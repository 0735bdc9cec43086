import SourceText
import HCL

extension SyntaxTree {
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
