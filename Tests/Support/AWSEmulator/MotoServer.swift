import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A real `moto_server` for the time of a test, and the Python that seeds it.
public final class MotoServer: Sendable {
    /// On the `PATH`, or in the repository's `.venv`; nil where there is none.
    public static let program: String? = {
        let onPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/moto_server" }
        return (["\(root)/.venv/bin/moto_server"] + onPath).first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// The repository.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let scripts = "\(root)/Tests/Support/AWSEmulator/Scripts"

    /// The Python that moto itself runs on has boto3.
    static var python: String {
        let beside = ((program ?? "") as NSString).deletingLastPathComponent + "/python3"
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : "/usr/bin/python3"
    }

    // Immutable after init, and only ever signalled by its id.
    private let process: Int32
    public let port: Int
    public var url: String { "http://127.0.0.1:\(port)" }

    public struct NotReady: Error {
        public var what: String
    }

    public init() async throws {
        port = try FreePort.find()
        // Ends by itself where a test could not end it; `timeout` makes a group of its own.
        process = try Child.start(
            ["/usr/bin/timeout", "-s", "KILL", "900", MotoServer.program ?? "moto_server", "-H", "127.0.0.1", "-p", String(port)],
            environment: ["MOTO_EC2_LOAD_DEFAULT_AMIS": "false"])
        for _ in 0..<600 {
            if (try? await HTTP.send("GET", "\(url)/moto-api/data.json")) == 200 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        stop()
        throw NotReady(what: "moto_server does not answer")
    }

    public func stop() { kill(-process, SIGKILL) }

    /// What a seed made.
    public struct Seed: Decodable, Sendable {
        /// Names of resources by the control that they fail.
        public var failing: [String: [String]]
        /// Names and regions by asset type.
        public var made: [String: [[String?]]]
    }

    /// - Parameter copies: how often everything is made.
    public func seed(copies: Int = 1) throws -> Seed {
        let text = try Child.output([MotoServer.python, "\(MotoServer.scripts)/seed.py", url, String(copies)])
        return try JSONDecoder().decode(Seed.self, from: Data(text.utf8))
    }

    /// Runs Python with boto3; `client(service, region)` makes clients of this server.
    @discardableResult
    public func python(_ code: String) throws -> String {
        let before = """
            import boto3, json
            def client(service, region="us-east-1"):
                return boto3.client(service, region_name=region, endpoint_url="\(url)", aws_access_key_id="AKIDEXAMPLE",
                    aws_secret_access_key="secret")

            """
        return try Child.output([MotoServer.python, "-c", before + code])
    }

    /// From now on, after `count` more calls, signatures and permissions count.
    public func startAuthorizing(after count: Int = 0) async throws {
        _ = try await HTTP.send("POST", "\(url)/moto-api/reset-auth", body: String(count))
    }

    /// A proxy in front of it that lies by rules.
    public func proxy(_ rules: [LyingProxy.Rule]) async throws -> LyingProxy { try await LyingProxy(target: port, rules: rules) }
}

/// See `Scripts/proxy.py`.
public final class LyingProxy: Sendable {
    public struct Rule: Encodable, Sendable {
        public var match: String
        public var `do`: String
        public var times: Int?

        public init(_ lie: String, where match: String, times: Int? = nil) {
            self.match = match
            self.do = lie
            self.times = times
        }
    }

    private let process: Int32
    public let url: String

    init(target: Int, rules: [Rule]) async throws {
        let port = try FreePort.find()
        url = "http://127.0.0.1:\(port)"
        let text = String(decoding: try JSONEncoder().encode(rules), as: UTF8.self)
        process = try Child.start(
            [
                "/usr/bin/timeout", "-s", "KILL", "600", MotoServer.python, "\(MotoServer.scripts)/proxy.py", String(port), String(target),
                text,
            ])
        for _ in 0..<200 {
            if (try? await HTTP.send("GET", "\(url)/moto-api/data.json")) != nil { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        stop()
        throw MotoServer.NotReady(what: "the proxy does not answer")
    }

    public func stop() { kill(-process, SIGKILL) }
}
