/// A run that is under way.
public struct Run: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Code was read.
        case scan
        /// Accounts were read.
        case collect
    }

    /// A UUID.
    public let id: String
}

/// What a run set out to look at.
public struct RunScope: Sendable, Hashable {
    public var provider: String?
    public var paths: [String]
    public var accounts: [String]
    public var regions: [String]
    public var types: [String]

    public init(
        provider: String? = nil, paths: [String] = [], accounts: [String] = [], regions: [String] = [], types: [String] = []
    ) {
        self.provider = provider
        self.paths = paths
        self.accounts = accounts
        self.regions = regions
        self.types = types
    }
}

/// Something a run saw completely: what it did not see there does not exist.
public enum CoveredScope: Sendable, Hashable {
    /// A listing that was answered to its end.
    /// - Parameters:
    ///   - account: nil stands for assets without an account.
    ///   - region: nil stands for every region, as with listings that are global.
    case listing(type: String, account: String?, region: String?)
    /// A program that was read.
    case program(String)
    /// A folder that was searched: every program at it or below it.
    case folder(String)
}
