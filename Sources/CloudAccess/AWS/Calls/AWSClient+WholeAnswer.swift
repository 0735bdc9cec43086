public import Document
import SourceText

extension AWSClient {
    /// What the catalogue says of an operation: its permissions, how its answers are paged.
    ///
    /// - Throws: ``AWSError`` of the kind `unknownOperation`.
    public func operation(_ service: String, _ operation: String) throws(AWSError) -> Operation {
        try lookUp(service, operation, region: "").1
    }

    /// Calls an operation until its answer is whole: the lists of later pages stand behind those of the first.
    ///
    /// For answers about one thing, which are mostly one page; long listings are read page by page (``pages(_:_:region:_:limit:)``).
    ///
    /// - Parameter limit: pages at most; more end in an error, never in a shortened list.
    public func wholeAnswer(
        _ service: String, _ operation: String, region: String? = nil, _ input: InputValue = [:], limit: Int = 1_000
    ) async throws(AWSError) -> Document {
        var iterator = pages(service, operation, region: region, input, limit: limit).makeAsyncIterator()
        var answers: [Document] = []
        while let page = try await iterator.next() { answers.append(page) }
        guard answers.count > 1 else { return answers.first ?? .empty }
        let keys = try self.operation(service, operation).paginator?.resultKeys ?? []
        do {
            return try AWSClient.joined(answers, listsAt: Set(keys.map { Symbol($0) }), limits: answerLimits)
        } catch {
            throw AWSError(
                .answerTooLarge, "the pages together are too large: \(error.message)", service: service, operation: operation,
                region: region ?? defaultRegion, attempts: answers.count)
        }
    }

    private static func joined(_ pages: [Document], listsAt keys: Set<Symbol>, limits: DocumentLimits) throws(Diagnostic) -> Document {
        let builder = DocumentBuilder(limits: limits)
        if let source = pages.first?.sources.first { _ = builder.source(source) }
        builder.beginMap()
        for (key, value) in pages[0].root.members where !(keys.contains(key) && value.kind == .list) {
            builder.key(key)
            builder.copyPlain(value)
        }
        for key in keys {
            let lists = pages.compactMap { page in page.root[key].flatMap { $0.kind == .list ? $0 : nil } }
            guard !lists.isEmpty else { continue }
            builder.key(key)
            builder.beginList()
            for list in lists { for element in list.elements { builder.copyPlain(element) } }
            builder.endList()
        }
        builder.endMap()
        return try builder.finish()
    }
}
