import Content
import ContentCatalog
import PosturePipeline
import SourceText

extension Posture {
    /// The content the program was built with, or the one that was named.
    static func open(_ options: CommonOptions) throws(Diagnostic) -> Posture {
        guard let path = options.content ?? ContentFiles.path else {
            throw Diagnostic(
                .error, code: "content-missing", "the content folder is not beside the program",
                hint: "reinstall Kamae, or set KAMAE_CONTENT")
        }
        return Posture(catalog: try ContentCatalog(path: path))
    }
}
