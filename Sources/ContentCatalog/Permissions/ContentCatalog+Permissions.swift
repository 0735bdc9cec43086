public import Document
import PostureModel
public import SourceText

extension ContentCatalog {
    /// Calls a collector makes before it asks for any asset: who it is and which regions there are.
    public static let preparatoryCalls = ["sts:GetCallerIdentity", "ec2:DescribeRegions"]

    /// The permissions that reading every asset type of AWS needs, sorted, without repeats.
    ///
    /// They follow from the calls that the asset types' files name, by the table under `facts/aws/operations`.
    public func awsPermissions() throws(Diagnostic) -> [String] {
        var calls = Set(Self.preparatoryCalls)
        for type in assetTypes() {
            guard let live = type.live else { continue }
            calls.insert(live.list.name)
            calls.formUnion(live.calls.map(\.call.name))
        }
        var permissions: Set<String> = []
        for (service, operations) in Dictionary(grouping: calls.map(Self.split), by: \.service) {
            let table = try operationTable(service)
            for (_, operation) in operations {
                guard let found = table.root["operations"]?[operation] else {
                    throw Diagnostic(
                        .error, code: "content-operation", "\(service):\(operation) stands in no table of operations",
                        hint: "derive content/facts anew")
                }
                permissions.formUnion((found["permissions"]?.elements ?? []).compactMap(\.string))
            }
        }
        return permissions.sorted()
    }

    /// The table of a service's operations, as `content/facts/aws/operations` has it.
    public func operationTable(_ service: String) throws(Diagnostic) -> Document {
        let file = try SourceFile.read(path: "\(path)/facts/aws/operations/\(service).json")
        return try Document(json: file.bytes)
    }

    private static func split(_ call: String) -> (service: String, operation: String) {
        let parts = call.split(separator: ":", maxSplits: 1).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }
}
