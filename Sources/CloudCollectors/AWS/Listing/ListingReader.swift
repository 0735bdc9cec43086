import CloudAccess
import Document
import PostureModel

/// Reads one listing to its end and hands on what it lists, with the answers about each item.
struct ListingReader {
    let listing: Listing
    let account: AWSAccount
    let desk: CallDesk
    let receive: AWSCollector.Receiver

    /// Items whose calls are made at once; what they are waiting for is held in memory.
    private static let itemsAtOnce = 8
    /// Resources that are handed on together.
    private static let batch = 32

    func run() async throws {
        switch CallInput(listing.call.input, CallVariables(account: account, region: listing.region)) {
        case .ready(let input): try await readPages(input)
        case .absent, .unknown:
            let error = AWSError(
                .invalidRequest, code: "InvalidInput", "its input cannot be worked out", service: listing.call.service,
                operation: listing.call.operation, region: listing.region)
            try await fail(error, hasBegun: false)
        }
    }

    private func readPages(_ input: InputValue) async throws {
        var pages = desk.client.pages(listing.call.service, listing.call.operation, region: listing.region, paged(input))
            .makeAsyncIterator()
        var count = 0
        var isWhole = true
        while true {
            try Task.checkCancellation()
            switch await desk.nextPage(&pages, of: listing.call, region: listing.region) {
            case .success(nil):
                if isWhole { try await cover() }
                return
            case .success(let page?):
                if try await !read(page, isFirst: count == 0) { isWhole = false }
                count += 1
            case .failure(let error):
                if error.kind == .cancelled { throw CancellationError() }
                guard listing.call.absentCodes.contains(error.code) else { return try await fail(error, hasBegun: count > 0) }
                try await handOnSingletons(item: nil, time: (error.time ?? .now()).rfc3339)
                return try await cover()
            }
        }
    }

    /// EC2 answers everything at once unless it is asked for pages; 200 is the most that all of its listings take.
    private func paged(_ input: InputValue) -> InputValue {
        guard listing.call.service == "ec2", input["MaxResults"] == nil,
            let operation = try? desk.client.operation(listing.call.service, listing.call.operation),
            operation.paginator?.limitKey == "MaxResults"
        else { return input }
        var input = input
        input.set("MaxResults", 200)
        return input
    }

    // MARK: Items

    /// - Returns: false where an item could not be kept: then the listing does not say what is gone.
    private func read(_ page: Document, isFirst: Bool) async throws -> Bool {
        var time = Instant.now().rfc3339
        if case .call(_, let answered)? = page.sources.first { time = answered }
        var isWhole = true
        for type in listing.types {
            let items = CallVariables.elements(page.root, type.face.items)
            if type.face.isSingleton, items.isEmpty, isFirst {
                try await receive(.resources([resource(type, region: listing.scopeRegion, item: nil, answers: [:], time: time)]))
                continue
            }
            var start = 0
            while start < items.count {
                let end = min(start + ListingReader.batch, items.count)
                let documents = items[start..<end].compactMap { try? ItemDocument.make($0, from: page) }
                if documents.count < end - start {
                    isWhole = false
                    noteLostItem(of: type)
                }
                let resources = try await observe(documents, as: type, time: time)
                if !resources.isEmpty { try await receive(.resources(resources)) }
                start = end
            }
        }
        return isWhole
    }

    private func noteLostItem(of type: Listing.LiveType) {
        let error = AWSError(
            .answerTooLarge, "an item of the listing is too large to be kept", service: listing.call.service,
            operation: listing.call.operation, region: listing.region)
        _ = desk.fail(error, listing.call, asset: type.name)
    }

    /// Some items with the answers about them, in their order.
    private func observe(
        _ documents: [Document], as type: Listing.LiveType, time: String
    ) async throws -> [ObservedResource] {
        return try await withThrowingTaskGroup(of: (Int, ObservedResource?).self) { group in
            var found = [ObservedResource?](repeating: nil, count: documents.count)
            var next = 0
            func startNext() {
                guard next < documents.count else { return }
                let (index, document) = (next, documents[next])
                next += 1
                group.addTask { (index, try await self.observe(document, as: type, time: time)) }
            }
            for _ in 0..<ListingReader.itemsAtOnce { startNext() }
            while let (index, resource) = try await group.next() {
                found[index] = resource
                startNext()
            }
            return found.compactMap { $0 }
        }
    }

    /// - Returns: nil for an item of a region that nobody wants.
    private func observe(_ item: Document, as type: Listing.LiveType, time: String) async throws -> ObservedResource? {
        let place = await ItemPlace(listing: listing, face: type.face, account: account, desk: desk).find(item)
        if let regions = listing.regions, let region = place.region, listing.isGlobal, !regions.contains(region) { return nil }
        let reader = ItemReader(
            account: account, region: place.callRegion, item: item, desk: desk,
            name: ItemDocument.name(of: item.root) ?? type.name)
        let answers = await reader.answers(type.stages, listingRegion: listing.region)
        try Task.checkCancellation()
        return resource(type, region: place.region, item: item, answers: answers, time: time)
    }

    private func resource(
        _ type: Listing.LiveType, region: String?, item: Document?, answers: [String: ObservedResource.Answer], time: String
    ) -> ObservedResource {
        ObservedResource(
            type: type.name, partition: account.partition, account: account.id, region: region, item: item, answers: answers,
            time: time, collector: "aws")
    }

    // MARK: Ends

    private func handOnSingletons(item: Document?, time: String) async throws {
        let resources = listing.types.filter(\.face.isSingleton).map {
            resource($0, region: listing.scopeRegion, item: item, answers: [:], time: time)
        }
        if !resources.isEmpty { try await receive(.resources(resources)) }
    }

    /// What was not listed does not count as gone; a singleton is there all the same, with nothing known of it.
    private func fail(_ error: AWSError, hasBegun: Bool) async throws {
        let unknown = desk.fail(error, listing.call, asset: nil)
        if !hasBegun, let item = try? ItemDocument.unknown(unknown) {
            try await handOnSingletons(item: item, time: (error.time ?? .now()).rfc3339)
        }
    }

    private func cover() async throws {
        for type in listing.types {
            if listing.isGlobal, type.face.region != nil, let regions = listing.regions {
                for region in regions { try await receive(.covered(type: type.name, account: account.id, region: region)) }
            } else {
                try await receive(.covered(type: type.name, account: account.id, region: listing.scopeRegion))
            }
        }
    }
}
