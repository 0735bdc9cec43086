/// What functions need from outside the language: files, digests, regular expressions. What a host can't give is unknown.
public protocol FunctionHost {
    /// The bytes of a file for `file`, `templatefile` and their like. The host decides which paths may be read, and bounds them.
    /// - Returns: nil where files are not provided at all.
    func contents(ofFile path: String) throws(FunctionFailure) -> [UInt8]?

    /// Whether a file exists; nil where files are not provided.
    func fileExists(_ path: String) throws(FunctionFailure) -> Bool?

    /// The files below `folder` whose path relative to it fits the glob; nil where files are not provided.
    func files(in folder: String, matching glob: String) throws(FunctionFailure) -> [String]?

    /// A digest; nil where it is not provided.
    func digest(_ algorithm: DigestAlgorithm, of bytes: [UInt8]) -> [UInt8]?
}

public enum DigestAlgorithm: String, Sendable { case md5, sha1, sha256, sha512 }

extension FunctionHost {
    public func contents(ofFile path: String) throws(FunctionFailure) -> [UInt8]? { nil }
    public func fileExists(_ path: String) throws(FunctionFailure) -> Bool? { nil }
    public func files(in folder: String, matching glob: String) throws(FunctionFailure) -> [String]? { nil }
    public func digest(_ algorithm: DigestAlgorithm, of bytes: [UInt8]) -> [UInt8]? { nil }
}

/// A host that provides nothing.
public struct NoHost: FunctionHost {
    public init() {}
}
