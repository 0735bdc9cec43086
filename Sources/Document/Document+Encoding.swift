public import SourceText

extension Document {
    /// The document as compact bytes: values, unknowns and where values come from (of files their places, not their text).
    public func encoded() -> EncodedDocument {
        var encoder = DocumentEncoder()
        return encoder.encode(self)
    }

    /// Reads what ``encoded()`` wrote. Where there are many, a ``DocumentDecoder`` of one's own is faster.
    ///
    /// - Throws: `document-damaged`, `document-version`, or the limit that was broken.
    public init(encoded bytes: [UInt8], limits: DocumentLimits = .standard) throws(Diagnostic) {
        let decoder = DocumentDecoder(limits: limits)
        // Array's withUnsafeBytes knows no typed errors.
        self = try bytes.withUnsafeBytes { bytes in
            Result { () throws(Diagnostic) in try decoder.decode(bytes) }
        }.get()
    }
}
