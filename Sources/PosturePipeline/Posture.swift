import AccessPolicy
import AssetShaping
import CEL
public import ContentCatalog
import Document
public import PolicyEngine
import PostureModel

/// What every run needs: the content, a shaper that knows its asset types, an engine that knows its controls.
public final class Posture: Sendable {
    public let catalog: ContentCatalog
    public let engine: PolicyEngine
    let shaper: AssetShaper

    public init(catalog: ContentCatalog) {
        self.catalog = catalog
        shaper = AssetShaper(functions: Self.functions) { [catalog] word in catalog.assetTypes(mentioning: word) }
        let types = AssetTypes(objects: AccessPolicyFunctions.types + AssetShaper.standardTypes, forms: Self.forms) { [catalog] type in
            catalog.schema(of: type)
        }
        vocabulary = PolicyEngine.Vocabulary(functions: Self.celFunctions, types: types)
        engine = PolicyEngine(
            vocabulary: vocabulary, relations: RelationTable { [catalog] type in catalog.assetType(type)?.relations },
            liveFace: { [catalog] type in catalog.assetType(type)?.live },
            source: { [catalog] types in catalog.controls(for: types) })
    }

    /// What controls may say beside CEL's own words, and what assets are to them.
    let vocabulary: PolicyEngine.Vocabulary

    /// Functions of expressions beside CEL's own.
    static let celFunctions = AccessPolicyFunctions.all

    /// Functions of asset files that other stations have.
    static let functions: [String: ShapeFunction] = [
        "policy": { value, builder in PolicyCanonicalizer.write(value, to: builder) }
    ]

    /// What the functions of asset files make.
    static let forms = AssetShaper.standardForms.merging(["policy": AccessPolicyFunctions.policy]) { _, own in own }
}
