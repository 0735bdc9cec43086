import Document
import SourceText

/// `.terraform/modules/modules.json`: `{"Modules": [{"Key": "a.b", "Source": …, "Dir": "…"}]}`.
enum ModuleManifest {
    static func read(_ file: SourceFile) -> [String: String] {
        guard let root = try? Document.json(file).document.root else { return [:] }
        var folders: [String: String] = [:]
        for module in root["Modules"]?.elements ?? [] {
            if let key = module["Key"]?.string, let folder = module["Dir"]?.string, !key.isEmpty { folders[key] = folder }
        }
        return folders
    }
}
