public import ContentCatalog
public import SourceText

/// A condition over findings, as a search says it: `failing("aws/s3/bucket-no-website")`. An asset meets it where at least one of
/// the controls that its argument names fails.
///
/// Only terms that are handed to a search exist for it; any other name is an error before anything is searched.
public struct SearchTerm: Sendable {
    /// What the search calls it.
    public var name: String
    /// The ids of the controls that an argument names; throws where it names none.
    public var controls: @Sendable (String) throws(Diagnostic) -> [String]

    public init(_ name: String, controls: @escaping @Sendable (String) throws(Diagnostic) -> [String]) {
        self.name = name
        self.controls = controls
    }

    /// `failing("aws/s3/bucket-no-website")`, `failing("aws/s3")`: a control, or all whose ids begin with a folder.
    public static func failing(_ catalog: ContentCatalog) -> SearchTerm {
        SearchTerm("failing") { text throws(Diagnostic) in
            try catalog.controlIDs(under: text)
        }
    }
}
