import Synchronization

/// Gives out credentials, fresh ones where the last are about to expire.
public protocol CredentialProvider: Sendable {
    /// - Throws: ``AWSError`` of the kind `credentials` that says what was tried and why each did not work.
    func credentials() async throws(AWSError) -> AWSCredentials

    /// The service refused these; the next call asks for new ones where there can be any.
    func invalidate(_ refused: AWSCredentials) async
}

/// Credentials that never change.
public struct StaticCredentials: CredentialProvider {
    private let value: AWSCredentials

    public init(_ value: AWSCredentials) { self.value = value }

    public init(accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil, source: String = "given") {
        value = AWSCredentials(
            accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken, source: source)
    }

    public func credentials() async throws(AWSError) -> AWSCredentials { value }
    public func invalidate(_ refused: AWSCredentials) async {}
}

/// Keeps what a source gave until shortly before it expires; however many callers wait, the source is asked once.
public actor CachedCredentials: CredentialProvider {
    /// New credentials are fetched this long before the old ones end.
    static let refreshWindow: Int64 = 300
    /// Past this point the old ones are not used any more.
    static let lastMoment: Int64 = 30

    private let source: any CredentialSource
    private let now: @Sendable () -> Instant
    private var current: AWSCredentials?
    private var inFlight: Task<Result<AWSCredentials, CredentialMiss>, Never>?

    init(source: any CredentialSource, now: @escaping @Sendable () -> Instant = Instant.now) {
        self.source = source
        self.now = now
    }

    public func credentials() async throws(AWSError) -> AWSCredentials {
        if let current, !current.expires(within: CachedCredentials.refreshWindow, of: now()) { return current }
        let task = inFlight ?? start()
        switch await task.value {
        case .success(let credentials): return credentials
        case .failure(let miss):
            // A refresh that failed early leaves what still works.
            if let current, !current.expires(within: CachedCredentials.lastMoment, of: now()) { return current }
            throw AWSError(.credentials, code: "NoCredentials", miss.message)
        }
    }

    public func invalidate(_ refused: AWSCredentials) {
        if current == refused { current = nil }
    }

    private func start() -> Task<Result<AWSCredentials, CredentialMiss>, Never> {
        let source = source
        // Not tied to the caller: others wait for the same answer.
        let task = Task<Result<AWSCredentials, CredentialMiss>, Never> {
            let result: Result<AWSCredentials, CredentialMiss>
            do throws(CredentialMiss) {
                result = .success(try await source.load())
            } catch {
                result = .failure(error)
            }
            self.finish(result)
            return result
        }
        inFlight = task
        return task
    }

    private func finish(_ result: Result<AWSCredentials, CredentialMiss>) {
        inFlight = nil
        if case .success(let credentials) = result { current = credentials }
    }
}

/// Why a source gave nothing.
struct CredentialMiss: Error {
    enum Kind {
        /// Nothing there asks for this source; the next one is tried.
        case notConfigured
        /// It was asked for, and did not work: trying others would hide that.
        case failed
    }

    var kind: Kind
    var message: String

    static func notConfigured(_ message: String) -> CredentialMiss { CredentialMiss(kind: .notConfigured, message: message) }
    static func failed(_ message: String) -> CredentialMiss { CredentialMiss(kind: .failed, message: message) }
}

/// One place that credentials can come from.
protocol CredentialSource: Sendable {
    /// For people: `environment`, `container`.
    var name: String { get }
    func load() async throws(CredentialMiss) -> AWSCredentials
}
