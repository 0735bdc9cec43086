public import Document
public import SourceText

/// Brings every spelling of an AWS policy document into one form, so that policies from code and from an account can be asked
/// and compared alike.
///
/// The form, with what is absent left out:
/// ```
/// {Version, Id, Statement: [{Sid, Effect, Principal: {AWS: [], Service: [], Federated: [], CanonicalUser: []}, NotPrincipal,
///   Action: [], NotAction: [], Resource: [], NotResource: [], Condition: {StringEquals: {"aws:sourceaccount": [""]}}}]}
/// ```
/// - The input is a map tree or its JSON text, plain, percent-encoded (as IAM's API answers) or encoded once more as a JSON string.
/// - Names of elements, principal types and condition operators get AWS's spelling, condition keys lower case: AWS compares
///   keys without regard to case (`reference_policies_elements_condition.html`). Actions, ARNs and values keep their text.
/// - `Principal: "*"` is `{AWS: ["*"]}` (`reference_policies_elements_principal.html`: the two are the same in resource policies).
/// - An account as a principal is its **bare 12-digit id**: AWS takes `arn:aws:iam::ID:root` and `ID` for the same, and only the
///   id can be said without knowing the partition.
/// - Numbers and booleans where AWS wants text become text; null elements are absent.
/// - Values keep their origins. Text that stands verbatim in a file (a heredoc) gives its parts their own places.
/// - Unknowns stay where they are; an unknown in place of a list is a list that holds that unknown as its rest.
/// - What can't be read as a policy becomes an unknown (``Unknown/Reason/unreadable(_:)``): never an empty policy.
/// - An empty text is how several APIs and providers say that there is no policy: null.
public enum PolicyCanonicalizer {
    /// Says exactly one value to the builder.
    ///
    /// - Parameter value: a policy in any form, from any face.
    public static func write(_ value: DocumentValue, to builder: DocumentBuilder) {
        let writer = CanonicalWriter(builder: builder, places: PlaceTable(builder: builder, base: .own(value.document)))
        writer.policy(value, round: 0)
    }

    /// A document of the canonical form alone.
    ///
    /// - Throws: a broken limit of ``DocumentLimits``.
    public static func document(_ value: DocumentValue, limits: DocumentLimits = .standard) throws(Diagnostic) -> Document {
        let builder = DocumentBuilder(limits: limits)
        write(value, to: builder)
        return try builder.finish()
    }
}
