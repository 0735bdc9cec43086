import AccessPolicy
import AssetShaping
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
        engine = PolicyEngine(
            vocabulary: Self.vocabulary, liveFace: { [catalog] type in catalog.assetType(type)?.live },
            source: { [catalog] types in catalog.controls(for: types) })
    }

    /// What controls may say beside CEL's own words.
    public static let vocabulary = PolicyEngine.Vocabulary(functions: AccessPolicyFunctions.all)

    /// Functions of asset files that other stations have.
    static let functions: [String: ShapeFunction] = [
        "policy": { value, builder in PolicyCanonicalizer.write(value, to: builder) }
    ]
}
