import PostureModel
import SourceText

/// Two files that claim the same thing: the first one keeps it, and the second is told.
enum AssetTypeConflicts {
    /// Takes out types that another file has described already, and says where two types are made of one Terraform resource.
    static func remove(from types: inout [AssetType]) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        var names: [String: AssetType] = [:]
        var resources: [String: AssetType] = [:]
        types = types.filter { type in
            if let first = names[type.name] {
                diagnostics.append(fault("the asset type \(type.name) is described in \(first.file.path) already", type))
                return false
            }
            names[type.name] = type
            for resource in type.terraform?.resources ?? [] {
                if let first = resources.updateValue(type, forKey: resource) {
                    diagnostics.append(fault("\(resource) is made into \(first.name) by \(first.file.path) already", type))
                }
            }
            return true
        }
        return diagnostics
    }

    private static func fault(_ message: String, _ type: AssetType) -> Diagnostic {
        Diagnostic(.error, code: "asset-conflict", message, location: SourceLocation(path: type.file.path))
    }
}
