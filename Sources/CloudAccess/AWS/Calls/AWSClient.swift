public import Document
import SourceText
import Synchronization

/// Calls AWS's operations: any service whose model the catalogue has, in any region.
///
/// Safe to use from any number of tasks; calls to one service and region are limited together.
public final class AWSClient: Sendable {
    public struct Options: Sendable {
        /// For one exchange.
        public var requestTimeout: Duration = .seconds(30)
        /// For one call with all its attempts and pauses.
        public var callTimeout: Duration = .seconds(120)
        /// When every call has to be over; nil for never.
        public var deadline: ContinuousClock.Instant?
        /// The most bytes of an answer.
        public var answerLimit = 64 << 20
        /// Sends of one call at most, throttling aside.
        public var maxAttempts = 4
        public var userAgent = "kamae"

        public init() {}
    }

    let models: any ServiceModelSource
    let resolver: EndpointResolver
    let credentials: any CredentialProvider
    let transport: any Transport
    let options: Options
    private let policy: RetryPolicy
    private let gates: CallGates
    private let state: Mutex<CallState>
    private let limits: DocumentLimits

    /// - Parameter maxAttempts in `options` gives way to `AWS_MAX_ATTEMPTS` and the profile.
    public convenience init(
        models: any ServiceModelSource, partitions: Partitions, configuration: AWSConfiguration,
        credentials: any CredentialProvider, transport: any Transport, options: Options = Options()
    ) {
        self.init(
            models: models, resolver: EndpointResolver(configuration: configuration, partitions: partitions),
            credentials: credentials, transport: transport, options: options, gates: CallGates())
    }

    private init(
        models: any ServiceModelSource, resolver: EndpointResolver, credentials: any CredentialProvider,
        transport: any Transport, options: Options, gates: CallGates
    ) {
        self.models = models
        self.resolver = resolver
        self.credentials = credentials
        self.transport = transport
        self.options = options
        self.gates = gates
        policy = RetryPolicy(maxAttempts: resolver.configuration.maxAttempts ?? options.maxAttempts)
        state = Mutex(CallState())
        limits = DocumentLimits(depth: 128, bytes: options.answerLimit)
    }

    /// A client for another account or identity over the same connections. Its limits are its own: AWS counts calls by account.
    public func with(credentials: any CredentialProvider) -> AWSClient {
        AWSClient(
            models: models, resolver: resolver, credentials: credentials, transport: transport, options: options,
            gates: CallGates())
    }

    /// How large an answer may be.
    var answerLimits: DocumentLimits { limits }

    /// The region where calls go that name none.
    public var defaultRegion: String { resolver.configuration.region }

    /// Calls an operation once; see ``pages(_:_:region:_:limit:)`` for all of a long answer.
    ///
    /// - Parameters:
    ///   - service: the model's name, `s3`.
    ///   - region: the configuration's where nil.
    ///   - input: the operation's parameters by their model names.
    /// - Returns: the output with the model's names: lists stay lists, timestamps are RFC 3339 text, blobs base64 text.
    /// - Throws: ``AWSError``, whatever goes wrong.
    public func call(
        _ service: String, _ operation: String, region: String? = nil, _ input: InputValue = [:]
    ) async throws(AWSError) -> Document {
        let region = region ?? defaultRegion
        let (model, found) = try lookUp(service, operation, region: region)
        var call = PreparedCall(model: model, operation: found, region: region, input: input)
        do {
            return try await run(&call)
        } catch {
            var named = error
            named.service = service
            named.operation = operation
            named.region = region
            throw named
        }
    }

    func lookUp(_ service: String, _ operation: String, region: String) throws(AWSError) -> (ServiceModel, Operation) {
        func unknown(_ message: String) -> AWSError {
            AWSError(.unknownOperation, message, service: service, operation: operation, region: region)
        }
        let model: ServiceModel
        do {
            model = try models.model(of: service)
        } catch {
            throw unknown(error.message)
        }
        guard let found = model.operation(operation) else { throw unknown("the model of \(service) has no operation \(operation)") }
        return (model, found)
    }

    // MARK: Attempts

    private func run(_ call: inout PreparedCall) async throws(AWSError) -> Document {
        call.endpoint = try resolver.endpoint(
            service: call.model.service, serviceID: call.model.serviceID, prefix: call.model.endpointPrefix, region: call.region)
        try call.prepare(bucketRegion: call.bucket.flatMap { bucket in state.withLock { $0.bucketRegions[bucket] } })
        let gate = gates.gate(service: call.model.service, region: call.region)
        var end: ContinuousClock.Instant?
        var attempt = 0
        var lastDigest: Int?
        var lastError: AWSError?
        while true {
            // What does not leave the machine waits for nobody.
            guard let ticket = transport.isLive ? await gate.enter() : CallGate.Ticket() else {
                throw AWSError(.cancelled, "the call was cancelled", attempts: attempt)
            }
            // Waiting for the first place takes nothing from the call's own time.
            let last = end ?? lastMoment()
            end = last
            if let lastError, ContinuousClock.now >= last {
                await gate.leave(ticket, wasThrottled: false)
                throw lastError
            }
            attempt += 1
            let outcome = await exchange(call, end: last)
            if transport.isLive { await gate.leave(ticket, wasThrottled: outcome.error?.kind == .throttled) }
            if let document = outcome.document { return document }
            guard var error = outcome.error else { throw AWSError(.malformedAnswer, "there was no answer") }
            error.attempts = attempt
            guard transport.isLive else { throw error }
            // What one corrected attempt puts right costs no waiting.
            if await correct(&call, error, outcome.answer) { continue }
            let digest = outcome.answer?.body.hashValue
            let delay = policy.delay(
                after: error, attempt: attempt, isSameAnswer: digest != nil && digest == lastDigest,
                retryAfter: outcome.answer?.header("retry-after"))
            lastDigest = digest
            lastError = error
            guard let delay, ContinuousClock.now + delay < last, await gate.mayRetry(cost: policy.cost(of: error)) else { throw error }
            do {
                try await Task.sleep(for: delay)
            } catch {
                throw AWSError(.cancelled, "the call was cancelled", attempts: attempt)
            }
        }
    }

    private func lastMoment() -> ContinuousClock.Instant {
        let own = ContinuousClock.now + options.callTimeout
        return options.deadline.map { min($0, own) } ?? own
    }

    private struct Outcome {
        var document: Document?
        var error: AWSError?
        var answer: HTTPAnswer?
    }

    private func exchange(_ call: PreparedCall, end: ContinuousClock.Instant) async -> Outcome {
        let left = end - ContinuousClock.now
        guard left > .zero else { return Outcome(error: AWSError(.timeout, "the call took longer than it may")) }
        do {
            var request = call.request
            if transport.isLive {
                request.setHeader("User-Agent", options.userAgent)
                try await sign(&request, call)
            }
            let answer = try await transport.send(
                request, for: call.context, timeout: min(options.requestTimeout, left), answerLimit: options.answerLimit)
            return read(answer, call)
        } catch {
            return Outcome(error: error)
        }
    }

    private func sign(_ request: inout HTTPRequestMessage, _ call: PreparedCall) async throws(AWSError) {
        guard !call.operation.isUnsigned else { return }
        let credentials = try await credentials.credentials()
        state.withLock { $0.lastCredentials = credentials }
        let skew = state.withLock { $0.skewSeconds }
        SignatureV4(region: call.signingRegion, service: call.model.signingName)
            .sign(&request, credentials: credentials, now: Instant.now().advanced(bySeconds: skew))
    }

    private func read(_ answer: HTTPAnswer, _ call: PreparedCall) -> Outcome {
        guard (200..<300).contains(answer.status), !call.isErrorInDisguise(answer) else {
            var error = ErrorReader.read(answer, wireProtocol: call.model.wireProtocol, limits: limits)
            error.time = answer.time
            return Outcome(error: error, answer: answer)
        }
        do {
            let reader = AnswerReader(model: call.model, operation: call.operation, limits: limits)
            return Outcome(document: try reader.read(answer))
        } catch {
            var failure = AWSError(
                error.isWebPage ? .notAnAPI : .malformedAnswer, error.message, status: answer.status,
                requestID: ErrorReader.requestID(answer), isRetryable: true)
            failure.time = answer.time
            return Outcome(error: failure, answer: answer)
        }
    }

    // MARK: Corrections

    /// Clock skew, expired credentials, a bucket in another region: each is put right once.
    private func correct(_ call: inout PreparedCall, _ error: AWSError, _ answer: HTTPAnswer?) async -> Bool {
        guard let answer else { return false }
        if let region = call.redirect(answer, error) {
            if let bucket = call.bucket { state.withLock { $0.bucketRegions[bucket] = region } }
            return (try? call.prepare(bucketRegion: region)) != nil
        }
        if !call.didCorrectClock,
            [
                "RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "RequestInTheFuture",
                "SignatureDoesNotMatch", "AuthFailure",
            ].contains(error.code),
            let date = answer.header("date").flatMap({ Instant(parsing: $0) })
        {
            let skew = date.seconds - Instant.now().seconds
            let isNew = state.withLock { state in
                // Within four minutes the service accepts the signature: the clock was not the reason.
                guard abs(skew - state.skewSeconds) > 240 else { return false }
                state.skewSeconds = skew
                return true
            }
            if isNew {
                call.didCorrectClock = true
                return true
            }
        }
        if !call.didRefresh, ["ExpiredToken", "ExpiredTokenException", "RequestExpired"].contains(error.code),
            let refused = state.withLock({ $0.lastCredentials }), refused.sessionToken != nil
        {
            call.didRefresh = true
            await credentials.invalidate(refused)
            return true
        }
        return false
    }

    private struct CallState {
        var skewSeconds: Int64 = 0
        var lastCredentials: AWSCredentials?
        /// Regions of buckets that turned out to be elsewhere.
        var bucketRegions: [String: String] = [:]
    }
}
