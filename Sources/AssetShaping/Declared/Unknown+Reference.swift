import Document
import PostureModel

extension Unknown {
    /// What refers to a resource that is made when code is applied: there for sure, its value not known yet, and none that the
    /// provider keeps for itself.
    static func reference(to resource: DeclaredResource) -> Unknown {
        Unknown(
            symbol: "\(resource.address).id", reason: .knownAfterApply("made when applied"), exists: true,
            excludedPrefixes: ResourceText.excludedPrefixesOfOwn)
    }
}
