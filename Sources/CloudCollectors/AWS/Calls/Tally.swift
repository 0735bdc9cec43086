import Synchronization

/// Counts what a collection has done.
final class Tally: Sendable {
    private let listings: Int
    private let state = Mutex((done: 0, resources: 0))

    init(listings: Int) { self.listings = listings }

    func add(_ resources: Int) { state.withLock { $0.resources += resources } }

    func finish(_ listing: Listing) -> AWSCollector.Progress {
        let (done, resources) = state.withLock { state in
            state.done += 1
            return state
        }
        return AWSCollector.Progress(
            listingsDone: done, listings: listings, resources: resources, type: listing.types.first?.name ?? "",
            region: listing.scopeRegion)
    }
}
