public import CloudAccess
public import PostureModel
public import SourceText

/// Reads an account of AWS: every asset type with a live face, in every region, in the API's own words.
///
/// Listings are read page by page and handed on as they come; what a call does not give is said and never left out: the values it
/// would have filled are not collected, and the run's coverage names the call.
public struct AWSCollector: Sendable {
    public struct Options: Sendable {
        /// Regions to read; empty: all that the account has enabled. Global services are read in any case.
        public var regions: [String] = []
        /// Listings at once. Calls within one are limited by service and region, as the service bears it.
        public var listingsAtOnce = 12

        public init() {}
    }

    /// What a collection says on its way, in order within a listing.
    public enum Event: Sendable {
        /// Some resources of a listing.
        case resources([ObservedResource])
        /// A listing that was read to its end. A nil region stands for all of them.
        case covered(type: String, account: String, region: String?)
        /// A call that gave no answer; once for each call, region and code, at the end.
        case failed(Coverage.FailedCall)
        case progress(Progress)
    }

    public struct Progress: Sendable, Hashable {
        public var listingsDone: Int
        public var listings: Int
        public var resources: Int
        /// What was read last: `AWS::S3::Bucket`.
        public var type: String
        public var region: String?
    }

    public typealias Receiver = @Sendable (Event) async throws -> Void

    let types: [AssetType]
    let client: AWSClient
    let partitions: Partitions
    let options: Options

    /// - Parameters:
    ///   - types: those without a live face, or of other providers, are left out.
    ///   - client: whose credentials say which account it is; `client.with(credentials:)` makes one for another account.
    public init(types: [AssetType], client: AWSClient, partitions: Partitions, options: Options = Options()) {
        self.types = types.filter { $0.live != nil && AssetTypeName.provider(of: $0.name) == "aws" }
        self.client = client
        self.partitions = partitions
        self.options = options
    }

    /// Finds out which account it is and which regions it has.
    ///
    /// - Throws: `aws-account` where the account itself cannot be told: nothing can be read then.
    public func survey() async throws(Diagnostic) -> AWSAccount {
        try await AccountSurvey(client: client, partitions: partitions, wanted: options.regions).run()
    }

    /// Reads everything of an account.
    ///
    /// - Parameter receive: called for one event at a time and listing; listings do not wait for one another.
    /// - Returns: how many calls were answered.
    /// - Throws: what `receive` throws, and `CancellationError`; nothing else stops a collection.
    public func collect(_ account: AWSAccount, receive: @escaping Receiver) async throws -> Int {
        let desk = CallDesk(client: client)
        let listings = Listing.plan(types, account: account, isLimitedToRegions: !options.regions.isEmpty)
        let tally = Tally(listings: listings.count)
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                var waiting = listings.makeIterator()
                func startNext() {
                    guard let listing = waiting.next() else { return }
                    group.addTask {
                        try await ListingReader(listing: listing, account: account, desk: desk) { event in
                            if case .resources(let resources) = event { tally.add(resources.count) }
                            try await receive(event)
                        }.run()
                        try await receive(.progress(tally.finish(listing)))
                    }
                }
                for _ in 0..<max(1, options.listingsAtOnce) { startNext() }
                while try await group.next() != nil { startNext() }
            }
        } onCancel: {
            desk.cancel()
        }
        for call in desk.failures.calls { try await receive(.failed(call)) }
        return desk.answerCount
    }
}
