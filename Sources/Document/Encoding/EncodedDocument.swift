/// A document as bytes, for stores.
///
/// Format, version 1. Numbers are LEB128 varints (signed ones zigzag), texts are a byte count and UTF-8:
/// ```
/// 1                                             the version
/// count, times of the calls among the sources
/// count, unknowns: kind, symbol, exists, prefix, suffix, count, prefixes it can't have, (call, permission?, error | why)
/// count, sources:  0 path size count (line offset)…  |  1 call
/// the root value:  tag = kind | 0x10 has an origin | 0x20 stands for a rest
///                  origin: source, and in files start (against the last one) and length
///                  key, in members of maps that are no rest: its number from 1, or 0 and the text of a new one
///                  payload
/// ```
/// Of files their places are kept, not their text.
public struct EncodedDocument: Sendable {
    public let bytes: [UInt8]
    /// From here on the bytes do not depend on when calls were answered: two collections of the same thing agree in them.
    public let timelessStart: Int
}

/// What the two directions agree on.
enum DocumentFormat {
    static let version: UInt8 = 1
    static let kindMask: UInt8 = 0x0F
    static let hasOrigin: UInt8 = 0x10
    static let isRest: UInt8 = 0x20

    /// Stands where the other unknowns have their node's kind.
    static let unreadable: UInt8 = 0x80

    static let fileSource: UInt64 = 0
    static let callSource: UInt64 = 1
}
