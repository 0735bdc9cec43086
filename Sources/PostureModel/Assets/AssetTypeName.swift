/// Facts that follow from an asset type's name alone.
public enum AssetTypeName {
    /// The provider whose registry the name stands in.
    public static func provider(of type: String) -> String {
        if type.hasPrefix("AWS::") { return "aws" }
        if type.hasPrefix("Microsoft.") { return "azure" }
        if type.contains(".googleapis.com/") { return "gcp" }
        return "kubernetes"
    }
}
