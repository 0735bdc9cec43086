public import SourceText

/// A document that was read, and what was odd about its text.
public struct JSONResult: Sendable {
    public let document: Document
    public let warnings: [Diagnostic]
}

extension Document {
    /// A document from JSON text.
    ///
    /// - Throws: `json-syntax`, or a broken limit (`document-…`).
    public init(json text: String, limits: DocumentLimits = .standard) throws(Diagnostic) {
        var text = text
        // withUTF8 and withUnsafeBytes know no typed errors.
        let result = text.withUTF8 { utf8 in
            Result { () throws(Diagnostic) in
                try JSONReaderPool.shared.read(UnsafeRawBufferPointer(utf8), file: nil, limits: limits)
            }
        }
        self = try result.get().document
    }

    public init(json bytes: [UInt8], limits: DocumentLimits = .standard) throws(Diagnostic) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(Diagnostic) in try JSONReaderPool.shared.read(buffer, file: nil, limits: limits) }
        }
        self = try result.get().document
    }

    /// A document from a JSON file whose values know their places.
    public static func json(_ file: SourceFile, limits: DocumentLimits = .standard) throws(Diagnostic) -> JSONResult {
        let result = file.bytes.withUnsafeBytes { buffer in
            Result { () throws(Diagnostic) in try JSONReaderPool.shared.read(buffer, file: file, limits: limits) }
        }
        return try result.get()
    }
}
