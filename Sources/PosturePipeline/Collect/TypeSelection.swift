import PostureModel
import SourceText

/// Which asset types a collection reads.
enum TypeSelection {
    /// - Parameter names: types (`AWS::S3::Bucket`) or services (`s3`), in any case; empty: all.
    /// - Throws: `asset-type-unknown` for a name that none has.
    static func select(_ names: [String], from types: [AssetType], provider: String) throws(Diagnostic) -> [AssetType] {
        let live = types.filter { $0.live != nil && AssetTypeName.provider(of: $0.name) == provider }
        guard !names.isEmpty else { return live }
        var wanted: Set<String> = []
        for name in names {
            let found = live.filter { matches($0.name, name.lowercased()) }
            guard !found.isEmpty else {
                throw Diagnostic(
                    .error, code: "asset-type-unknown", "no asset type or service is called \(name)",
                    hint: "there are " + services(live).joined(separator: ", "))
            }
            wanted.formUnion(found.map(\.name))
        }
        return live.filter { wanted.contains($0.name) }
    }

    private static func matches(_ type: String, _ name: String) -> Bool {
        type.lowercased() == name || service(type) == name
    }

    private static func service(_ type: String) -> String {
        type.split(separator: ":", omittingEmptySubsequences: true).dropFirst().first?.lowercased() ?? ""
    }

    private static func services(_ types: [AssetType]) -> [String] { Set(types.map { service($0.name) }).sorted() }
}
