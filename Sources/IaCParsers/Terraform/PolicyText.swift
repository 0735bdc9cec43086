import Document
import HCL

/// Reads policies that code writes as JSON text.
enum PolicyText {
    static func statements(in text: String) -> [HCLValue]? {
        guard let root = try? Document(json: text).root, let statements = root["Statement"] else { return nil }
        let value = HCLValue(statements)
        return value.sequence?.elements ?? [value]
    }
}
