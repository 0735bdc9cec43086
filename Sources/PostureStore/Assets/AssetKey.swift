import Crypto
public import PostureModel

/// What makes an asset the same one from run to run.
public enum AssetKey: Hashable, Sendable {
    /// Ids are unique within type, account and region at most, so all of them count.
    case live(type: String, account: String?, region: String?, id: String)
    /// - Parameter program: the path of what is applied together (``DeclaredProgram/path``).
    case code(program: String, address: String)

    public init(_ asset: Asset, program: String) {
        if asset.origin.isDeclared {
            self = .code(program: program, address: asset.address ?? "\(asset.type)/\(asset.id)")
        } else {
            self = .live(type: asset.type, account: asset.account, region: asset.region, id: asset.id)
        }
    }

    public var face: FindingOrigin {
        if case .code = self { .code } else { .live }
    }

    var program: String {
        if case .code(let program, _) = self { program } else { "" }
    }

    /// 128 bits over all parts: what rows are found by.
    var digest: [UInt8] {
        var hash = SHA256()
        let parts =
            switch self {
            case .live(let type, let account, let region, let id): ["live", type, account ?? "", region ?? "", id]
            case .code(let program, let address): ["code", program, address]
            }
        for part in parts {
            var part = part + "\u{0}"
            part.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        return Array(hash.finalize().prefix(16))
    }
}
