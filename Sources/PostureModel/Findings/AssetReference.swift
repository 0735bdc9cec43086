/// An asset as findings name it.
public struct AssetReference: Sendable, Hashable {
    public var id: String
    public var type: String
    public var provider: String
    public var account: String?
    public var region: String?
    public var name: String
    /// Its place in code; nil for observed assets.
    public var address: String?

    public init(
        id: String, type: String, provider: String, account: String?, region: String?, name: String, address: String?
    ) {
        self.id = id
        self.type = type
        self.provider = provider
        self.account = account
        self.region = region
        self.name = name
        self.address = address
    }

    public init(_ asset: Asset) {
        self.init(
            id: asset.id, type: asset.type, provider: asset.provider, account: asset.account, region: asset.region,
            name: asset.name, address: asset.address)
    }
}
