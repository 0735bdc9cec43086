import Document
import SourceText

/// What a recording is of, so that a replay asks for the same: a file beside the calls.
struct RecordedScope: Sendable, Equatable {
    static let fileName = "recording.json"
    private static let version: Int64 = 1

    /// Where calls went that name no region.
    var region: String
    /// Regions that someone named; empty: all.
    var regions: [String]
    /// Asset types that were read.
    var types: [String]
    /// When it began, in seconds since 1970: what `now` is to controls.
    var time: Int64

    init(region: String, regions: [String], types: [String], time: Int64) {
        self.region = region
        self.regions = regions
        self.types = types
        self.time = time
    }

    /// - Throws: `recording-invalid` where the folder holds no recording.
    init(folder: String) throws(Diagnostic) {
        let path = "\(folder)/\(RecordedScope.fileName)"
        let root: DocumentValue
        do {
            root = try Document(json: try SourceFile.read(path: path, limit: 1 << 20).bytes).root
        } catch {
            throw Diagnostic(
                .error, code: "recording-invalid", "\(folder) holds no recording: \(error.message)",
                hint: "kamae collect aws --record FOLDER makes one")
        }
        guard root["version"]?.int == RecordedScope.version, let region = root["region"]?.string, let time = root["time"]?.int else {
            throw Diagnostic(
                .error, code: "recording-invalid", "the recording is of an unknown version", location: SourceLocation(path: path))
        }
        self.region = region
        self.time = time
        regions = root["regions"]?.elements.compactMap(\.string) ?? []
        types = root["types"]?.elements.compactMap(\.string) ?? []
    }

    func json() throws(Diagnostic) -> [UInt8] {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.key("version")
        builder.int(RecordedScope.version)
        builder.key("region")
        builder.string(region)
        builder.key("time")
        builder.int(time)
        for (name, texts) in [("regions", regions), ("types", types)] {
            builder.key(name)
            builder.beginList()
            for text in texts { builder.string(text) }
            builder.endList()
        }
        builder.endMap()
        return JSONWriter(indent: 2).bytes(try builder.finish().root)
    }
}
