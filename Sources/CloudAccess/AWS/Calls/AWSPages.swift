public import Document

/// The pages of a long answer, one call each, as far as they are asked for.
public struct AWSPages: AsyncSequence, Sendable {
    public typealias Element = Document
    public typealias Failure = AWSError

    let client: AWSClient
    let service: String
    let operation: String
    let region: String
    let input: InputValue
    let limit: Int

    public func makeAsyncIterator() -> Iterator { Iterator(pages: self) }

    public struct Iterator: AsyncIteratorProtocol {
        private let pages: AWSPages
        private var input: InputValue
        private var seen: Set<String> = []
        private var count = 0
        /// There is no further page: the next one would be nil, without a call.
        public private(set) var isDone = false

        init(pages: AWSPages) {
            self.pages = pages
            input = pages.input
        }

        public mutating func next() async throws(AWSError) -> Document? { try await next(isolation: nil) }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(AWSError) -> Document? {
            guard !isDone else { return nil }
            guard count < pages.limit else {
                isDone = true
                throw failure("TooManyPages", "there are more than \(pages.limit) pages")
            }
            let page: Document
            do {
                page = try await pages.client.call(pages.service, pages.operation, region: pages.region, input)
            } catch {
                isDone = true
                throw error
            }
            count += 1
            try advance(after: page)
            return page
        }

        private mutating func advance(after page: Document) throws(AWSError) {
            let (_, operation) = try pages.client.lookUp(pages.service, pages.operation, region: pages.region)
            guard let paginator = operation.paginator else {
                isDone = true
                return
            }
            if let more = paginator.moreResults, PagePath(more).value(in: page)?.bool != true {
                isDone = true
                return
            }
            var tokens: [InputValue] = []
            for path in paginator.outputTokens {
                tokens.append(PagePath(path).value(in: page).flatMap { InputValue($0) } ?? .string(""))
            }
            guard tokens.contains(where: { !$0.text.isEmpty }) else {
                isDone = true
                // More is promised, but nothing says how to get it: what was read is not all.
                if paginator.moreResults != nil { throw failure("MissingToken", "an answer says that there is more, and gives no token") }
                return
            }
            guard seen.insert(tokens.map(\.text).joined(separator: "\u{0}")).inserted else {
                isDone = true
                throw failure("RepeatedToken", "an answer gives the same token again")
            }
            for (name, token) in zip(paginator.inputTokens, tokens) where !token.text.isEmpty { input.set(name, token) }
        }

        private func failure(_ code: String, _ message: String) -> AWSError {
            AWSError(
                .paging, code: code, message, service: pages.service, operation: pages.operation, region: pages.region,
                attempts: count)
        }
    }
}

extension AWSClient {
    /// All pages of an operation's answer; one page where the operation has no more.
    ///
    /// - Parameter limit: pages at most; more end in an error, never in a shortened list.
    public func pages(
        _ service: String, _ operation: String, region: String? = nil, _ input: InputValue = [:], limit: Int = 10_000
    ) -> AWSPages {
        AWSPages(
            client: self, service: service, operation: operation, region: region ?? defaultRegion, input: input, limit: limit)
    }
}
