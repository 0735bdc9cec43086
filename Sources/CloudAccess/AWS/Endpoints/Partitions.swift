import Document
public import SourceText

/// The partitions of AWS: their regions, their domain, and services whose endpoint is another than the common rule's.
public struct Partitions: Sendable {
    /// A host that the common rule `prefix.region.suffix` does not give.
    public struct Host: Sendable, Hashable {
        public var host: String
        /// Where it is signed for another region than the one that was asked for.
        public var signingRegion: String?
    }

    public struct Partition: Sendable {
        public var name: String
        public var dnsSuffix: String
        /// Where calls go that have no region.
        public var globalRegion: String
        public var regions: [String]
        /// Services with one endpoint for all regions.
        public var globalServices: [String: Host]
        /// By service, then region.
        public var hosts: [String: [String: Host]]
    }

    public let partitions: [Partition]

    public init(json file: SourceFile) throws(Diagnostic) {
        let document = try Document(json: file.bytes)
        partitions = (document.root["partitions"]?.elements ?? []).compactMap(Partition.init)
        guard !partitions.isEmpty else {
            throw Diagnostic(
                .error, code: "partitions-invalid", "the file names no partition", location: SourceLocation(path: file.path))
        }
    }

    /// The partition of a region. Regions that no table has yet go by their first words: `us-gov-west-9` is in `aws-us-gov`.
    public func partition(of region: String) -> Partition? {
        if let known = partitions.first(where: { $0.regions.contains(region) }) { return known }
        let family = Partitions.family(region)
        return partitions.first { $0.regions.contains { Partitions.family($0) == family } } ?? partitions.first { $0.name == "aws" }
    }

    private static func family(_ region: String) -> String {
        region.split(separator: "-").dropLast(2).joined(separator: "-")
    }
}

extension Partitions.Partition {
    fileprivate init?(_ value: DocumentValue) {
        guard let name = value["partition"]?.string, let suffix = value["dnsSuffix"]?.string else { return nil }
        self.name = name
        dnsSuffix = suffix
        regions = value["regions"]?.elements.compactMap(\.string) ?? []
        globalRegion = value["implicitGlobalRegion"]?.string ?? regions.first ?? "us-east-1"
        globalServices = [:]
        hosts = [:]
        for (key, service) in value["globalServices"]?.members ?? [] {
            globalServices[key.text] = Partitions.Host(service)
        }
        for (key, regions) in value["hosts"]?.members ?? [] {
            for (region, host) in regions.members { hosts[key.text, default: [:]][region.text] = Partitions.Host(host) }
        }
    }
}

extension Partitions.Host {
    fileprivate init?(_ value: DocumentValue) {
        guard let host = value["host"]?.string else { return nil }
        self.init(host: host, signingRegion: value["signingRegion"]?.string)
    }
}
