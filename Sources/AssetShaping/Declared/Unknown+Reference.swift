import Document
import PostureModel

extension Unknown {
    /// What refers to a resource that is made when code is applied: there for sure, its value not known yet.
    static func reference(to resource: DeclaredResource) -> Unknown {
        .knownAfterApply("\(resource.address).id", "made when applied", exists: true)
    }
}
