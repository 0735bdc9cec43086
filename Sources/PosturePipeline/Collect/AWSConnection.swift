public import CloudAccess
import ContentCatalog
import Document
public import SourceText

/// How an account of AWS is reached: over the network, over the network into a recording, or from a recording alone.
public struct AWSConnection: Sendable {
    public struct Options: Sendable {
        /// As with `--profile`.
        public var profile: String?
        /// Where calls go that name no region.
        public var region: String?
        /// As with `--endpoint-url`.
        public var endpointURL: String?
        /// A role to take with the credentials found, and what its trust policy asks for.
        public var roleARN: String?
        public var externalID: String?
        /// A folder to keep every raw answer in, without secrets.
        public var record: String?
        /// A folder of answers to use instead of the network; no credentials are needed then.
        public var replay: String?
        public var client = AWSClient.Options()
        public var environment = AWSEnvironment.process()

        public init() {}
    }

    public let client: AWSClient
    public let partitions: Partitions
    /// What the recording is of, in a replay.
    let recorded: RecordedScope?
    private let live: LiveTransport?
    private let recorder: RecordingTransport?

    /// - Throws: `aws-settings` where the settings contradict each other or cannot be used, `recording-invalid`.
    public init(_ options: Options, posture: Posture) throws(Diagnostic) {
        if options.record != nil, options.replay != nil {
            throw Diagnostic(.error, code: "aws-settings", "a run is recorded or replayed, not both")
        }
        let facts = "\(posture.catalog.path)/facts/aws"
        partitions = try Partitions(json: SourceFile.read(path: "\(facts)/partitions.json"))
        let models = ServiceModelFolder(path: "\(facts)/operations")
        do {
            if let folder = options.replay {
                let scope = try RecordedScope(folder: folder)
                // The machine's own settings play no part.
                let configuration = try AWSConfiguration(environment: AWSEnvironment([:]), region: options.region ?? scope.region)
                client = AWSClient(
                    models: models, partitions: partitions, configuration: configuration,
                    credentials: StaticCredentials(accessKeyID: "", secretAccessKey: Secret("")),
                    transport: ReplayTransport(directory: folder), options: options.client)
                (recorded, live, recorder) = (scope, nil, nil)
                return
            }
            let configuration = try AWSConfiguration(
                environment: options.environment, profile: options.profile, region: options.region, endpointURL: options.endpointURL)
            let live = try LiveTransport(configuration)
            let recorder = options.record.map { RecordingTransport(live, directory: $0) }
            var credentials: any CredentialProvider = CredentialChain.provider(
                configuration: configuration, partitions: partitions, transport: live)
            if let role = options.roleARN {
                credentials = AssumedRole.provider(
                    arn: role, externalID: options.externalID, base: credentials, configuration: configuration,
                    partitions: partitions, transport: live)
            }
            client = AWSClient(
                models: models, partitions: partitions, configuration: configuration, credentials: credentials,
                transport: recorder ?? live, options: options.client)
            (recorded, self.live, self.recorder) = (nil, live, recorder)
        } catch let error as AWSError {
            throw Diagnostic(.error, code: "aws-settings", error.message)
        } catch let error as Diagnostic {
            throw error
        } catch {
            throw Diagnostic(.error, code: "aws-settings", "\(error)")
        }
    }

    /// Closes the network's connections.
    public func close() async { await live?.shutdown() }

    /// Notes in a recording what it is of.
    func note(_ scope: RecordedScope) {
        guard let recorder, let bytes = try? scope.json() else { return }
        recorder.write(bytes, as: RecordedScope.fileName)
    }

    /// What of the recording could not be written.
    var problems: [Diagnostic] { recorder?.problems ?? [] }
}
