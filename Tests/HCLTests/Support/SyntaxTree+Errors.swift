import SourceText
import HCL
import SourceText

extension SyntaxTree {
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
