import Document
import HCL

/// Reads policies that code writes as JSON text.
enum PolicyText {
    /// The statements of a document; nil where it is none.
    static func statements(of document: HCLValue) -> HCLSequence? {
        guard let said = tree(of: document)?.mapping?["Statement"] else { return nil }
        return said.sequence ?? HCLSequence([said])
    }

    private static func tree(of document: HCLValue) -> HCLValue? {
        if let unknown = document.unknown { return unknown.decodedJSON }
        guard let text = document.string, let root = try? Document(json: text).root else { return nil }
        return HCLValue(root)
    }
}
