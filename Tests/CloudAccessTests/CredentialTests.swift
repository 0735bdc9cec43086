import Crypto
import Foundation
import Synchronization
import Testing

@testable import CloudAccess

@Suite struct CredentialTests {
    /// Loads through the whole chain, with instance metadata off unless a test says otherwise.
    private func load(
        _ variables: [String: String], profile: String? = nil, _ transport: ScriptedTransport = CredentialTests.refusing
    ) async throws -> AWSCredentials {
        let all = ["AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-west-1"].merging(variables) { $1 }
        let provider = CredentialChain.provider(
            configuration: try Fixtures.configuration(all, profile: profile), partitions: try Fixtures.partitions(), transport: transport)
        return try await provider.credentials()
    }

    private static var refusing: ScriptedTransport {
        ScriptedTransport { request, _ throws(AWSError) in throw AWSError(.connection, "no connection to \(request.host)") }
    }

    private static func sts(
        _ action: String = "AssumeRole", key: String = "ASIAROLE", expiration: String = "2099-01-01T00:00:00Z"
    ) -> HTTPAnswer {
        HTTPAnswer(
            200,
            "<\(action)Response xmlns=\"u\"><\(action)Result><Credentials><AccessKeyId>\(key)</AccessKeyId>"
                + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>\(expiration)</Expiration>"
                + "</Credentials></\(action)Result></\(action)Response>")
    }

    @Test func environment() async throws {
        let credentials = try await load(["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": "T"])
        #expect(credentials.accessKeyID == "A" && credentials.secretAccessKey.reveal() == "S" && credentials.sessionToken?.reveal() == "T")
        #expect(credentials.source == "environment")
    }

    @Test func halfAKeyStopsTheChain() async throws {
        let error = await awsError { _ = try await load(["AWS_ACCESS_KEY_ID": "A"]) }
        #expect(error?.kind == .credentials)
        #expect(error?.message.contains("AWS_SECRET_ACCESS_KEY is not") == true)
        #expect(error?.message.contains("container") == false)
    }

    @Test func nothingSaysWhatWasTried() async throws {
        let error = await awsError { _ = try await load([:]) }
        let message = try #require(error?.message)
        for part in [
            "environment: AWS_ACCESS_KEY_ID is not set", "web identity: ", "profile \"default\": ", "container: ",
            "instance metadata: AWS_EC2_METADATA_DISABLED is set",
        ] {
            #expect(message.contains(part), "\(part) is missing in: \(message)")
        }
    }

    @Test func webIdentity() async throws {
        let folder = try TemporaryFolder()
        let transport = ScriptedTransport { _, _ in CredentialTests.sts("AssumeRoleWithWebIdentity") }
        let credentials = try await load(
            [
                "AWS_WEB_IDENTITY_TOKEN_FILE": try folder.write("token", "jwt+=\n"), "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
                "AWS_ROLE_SESSION_NAME": "pod",
            ], transport)
        #expect(credentials.accessKeyID == "ASIAROLE")
        let request = try #require(transport.requests.first)
        #expect(request.host == "sts.eu-west-1.amazonaws.com")
        #expect(request.form["WebIdentityToken"] == "jwt+=" && request.form["RoleSessionName"] == "pod")
        #expect(request.header("Authorization") == nil)
    }

    @Test func chainedRoles() async throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            "config",
            """
            [profile audit]
            role_arn = arn:aws:iam::2:role/audit
            source_profile = hub
            external_id = e&x
            role_session_name = me
            duration_seconds = 900
            [profile hub]
            role_arn = arn:aws:iam::1:role/hub
            source_profile = keys
            [profile keys]
            aws_access_key_id = AKIABASE
            aws_secret_access_key = base
            """)
        let transport = ScriptedTransport { request, count in CredentialTests.sts(key: count == 1 ? "ASIAHUB" : "ASIAAUDIT") }
        // A profile that is named explicitly wins over keys in the environment.
        let credentials = try await load(
            ["AWS_CONFIG_FILE": config, "AWS_ACCESS_KEY_ID": "no", "AWS_SECRET_ACCESS_KEY": "no"], profile: "audit", transport)
        #expect(credentials.accessKeyID == "ASIAAUDIT")
        #expect(transport.requests.count == 2)
        #expect(transport.requests[0].form["RoleArn"] == "arn:aws:iam::1:role/hub")
        #expect(transport.requests[0].header("Authorization")?.contains("Credential=AKIABASE/") == true)
        let second = transport.requests[1]
        #expect(second.header("Authorization")?.contains("Credential=ASIAHUB/") == true)
        #expect(second.form["ExternalId"] == "e&x" && second.form["RoleSessionName"] == "me" && second.form["DurationSeconds"] == "900")
    }

    @Test(arguments: [
        ("role_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a", "in a circle: a → b → a"),
        ("role_arn = r", "neither source_profile nor credential_source"),
        ("role_arn = r\nsource_profile = missing", "no source profile \"missing\""),
        ("role_arn = r\nsource_profile = b\ncredential_source = Environment", "both source_profile and credential_source"),
        ("role_arn = r\ncredential_source = Moon", "credential_source is \"Moon\""),
        ("role_arn = r\nsource_profile = a", "its own source but holds no keys"),
        ("role_arn = r\nmfa_serial = arn:mfa\nsource_profile = a", "asks for a code of arn:mfa"),
        ("aws_access_key_id = half", "only one of"), ("region = x", "holds no keys, role, process or SSO session"),
        ("sso_start_url = https://x\nsso_region = eu-west-1", "lacks sso_account_id"),
        ("credential_process = /nonexistent/program", "cannot be run"), ("credential_process = echo 'open", "is not a command"),
    ])
    func brokenProfiles(settings: String, message: String) async throws {
        let folder = try TemporaryFolder()
        let config = try folder.write("config", "[profile a]\n\(settings)\n")
        let error = await awsError { _ = try await load(["AWS_CONFIG_FILE": config], profile: "a") }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func refusedRoleNamesTheReason() async throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            "config",
            "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n"
                + "aws_access_key_id = A\naws_secret_access_key = S\n")
        let transport = ScriptedTransport { _, _ in
            HTTPAnswer(403, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>")
        }
        let error = await awsError { _ = try await load(["AWS_CONFIG_FILE": config], transport) }
        #expect(error?.message.contains("sts:AssumeRole for arn:aws:iam::1:role/x: AccessDenied: not allowed") == true)
        #expect(transport.requests.count == 1)
    }

    @Test func process() async throws {
        let folder = try TemporaryFolder()
        let program = try folder.write(
            "give keys.sh",
            "#!/bin/sh\nprintf '{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"S\",\"SessionToken\":\"T\","
                + "\"Expiration\":\"2099-01-01T00:00:00Z\"}' \"$1\"\n")
        let config = try folder.write("config", "[default]\ncredential_process = /bin/sh \"\(program)\" 'two words'\n")
        let credentials = try await load(["AWS_CONFIG_FILE": config, "PATH": "/usr/bin:/bin"])
        #expect(credentials.accessKeyID == "two words")
        #expect(credentials.expiration == Instant(parsing: "2099-01-01T00:00:00Z"))
    }

    @Test(arguments: [
        ("echo no", "printed no JSON"), ("false", "ended with status 1"), ("echo '{\"Version\":2}'", "unknown Version"),
        ("echo '{\"Version\":1}'", "printed no credentials"), ("yes", "printed more than"), ("sleep 30", "did not end within"),
        ("sh -c 'kill -9 $$'", "ended with status 137"),
    ])
    func brokenProcess(command: String, message: String) async throws {
        let environment = AWSEnvironment(["PATH": "/usr/bin:/bin"])
        await #expect {
            _ = try await CredentialProcess(command: command, environment: environment, timeout: .milliseconds(500)).load()
        } throws: { ($0 as? CredentialMiss)?.message.contains(message) == true }
    }

    @Test(arguments: [
        ("a 'b c' \"d \\\" e\" f\\ g", ["a", "b c", "d \" e", "f g"]), ("\"a\\n\"", ["a\\n"]), ("''", [""]), ("  ", []),
    ])
    func words(command: String, expected: [String]) {
        #expect(CredentialProcess.split(command) == expected)
    }

    @Test(arguments: [true, false]) func sso(isSession: Bool) async throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            "config",
            isSession
                ? "[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = Audit\n"
                    + "[sso-session corp]\nsso_region = eu-north-1\nsso_start_url = https://x\n"
                : "[default]\nsso_start_url = https://x\nsso_region = eu-north-1\nsso_account_id = 1\nsso_role_name = Audit\n")
        let key = isSession ? "corp" : "https://x"
        let name = SignatureV4.hex(Insecure.SHA1.hash(data: Array(key.utf8)))
        _ = try folder.write(".aws/sso/cache/\(name).json", "{\"accessToken\":\"bearer\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}")
        let transport = ScriptedTransport { _, _ in
            HTTPAnswer(
                200,
                #"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"S","sessionToken":"T","expiration":4070908800000}}"#)
        }
        let credentials = try await load(["AWS_CONFIG_FILE": config, "HOME": folder.path], transport)
        #expect(credentials.accessKeyID == "ASIASSO")
        #expect(credentials.expiration == Instant(seconds: 4_070_908_800))
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://portal.sso.eu-north-1.amazonaws.com/federation/credentials?role_name=Audit&account_id=1")
        #expect(request.header("x-amz-sso_bearer_token") == "bearer")
        _ = try folder.write(".aws/sso/cache/\(name).json", "{\"accessToken\":\"bearer\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}")
        let error = await awsError { _ = try await load(["AWS_CONFIG_FILE": config, "HOME": folder.path], transport) }
        #expect(error?.message.contains("run aws sso login") == true)
    }

    @Test func container() async throws {
        let folder = try TemporaryFolder()
        let answer = "{\"AccessKeyId\":\"ASIAPOD\",\"SecretAccessKey\":\"S\",\"Token\":\"T\",\"Expiration\":\"2099-01-01T00:00:00Z\"}"
        let transport = ScriptedTransport { _, count in count == 1 ? HTTPAnswer(500, "") : HTTPAnswer(200, answer) }
        let credentials = try await load(
            [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials?a=b%20c",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": try folder.write("token", "tok"),
            ], transport)
        #expect(credentials.accessKeyID == "ASIAPOD")
        #expect(transport.requests.count == 2)
        #expect(transport.requests[0].url == "http://169.254.170.23/v1/credentials?a=b%20c")
        #expect(transport.requests[0].header("Authorization") == "tok")
    }

    @Test(arguments: [
        ("http://example.com/x", "not fetched over plain HTTP"), ("http://127.0.0.1.example.com/", "not fetched over plain HTTP"),
        ("http://169.254.169.254/", "not fetched over plain HTTP"), ("nonsense", "is no URL"),
    ])
    func containerHosts(url: String, message: String) async throws {
        let error = await awsError { _ = try await load(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]) }
        #expect(error?.message.contains(message) == true)
        #expect(ContainerCredentials.isPlainHost("127.8.9.1"))
    }

    @Test func instanceMetadata() async throws {
        let transport = ScriptedTransport { request, _ in
            switch (request.method, request.path) {
            case ("PUT", "/latest/api/token"): HTTPAnswer(200, "session")
            case ("GET", "/latest/meta-data/iam/security-credentials/"): HTTPAnswer(200, "my-role\n")
            default: HTTPAnswer(200, #"{"AccessKeyId":"ASIAEC2","SecretAccessKey":"S","Token":"T","Expiration":"2099-01-01T00:00:00Z"}"#)
            }
        }
        let variables = ["AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"]
        let credentials = try await load(variables, transport)
        #expect(credentials.accessKeyID == "ASIAEC2")
        #expect(transport.requests.map(\.path).last == "/latest/meta-data/iam/security-credentials/my-role")
        #expect(transport.requests.allSatisfy { $0.authority == "[fd00:ec2::254]" })
        #expect(transport.requests.dropFirst().allSatisfy { $0.header("x-aws-ec2-metadata-token") == "session" })
    }

    @Test func metadataWithoutTokensIsNotAsked() async throws {
        let transport = ScriptedTransport { _, _ in HTTPAnswer(403, "") }
        let error = await awsError { _ = try await load(["AWS_EC2_METADATA_DISABLED": "false"], transport) }
        #expect(error?.message.contains("answered 403 for a session token") == true)
        #expect(transport.requests.map(\.method) == ["PUT"])
    }

    @Test func oneRefreshForMany() async throws {
        let folder = try TemporaryFolder()
        let soon = Instant.now().advanced(bySeconds: 3_600).rfc3339
        let transport = ScriptedTransport { _, count in
            CredentialTests.sts("AssumeRoleWithWebIdentity", key: "ASIA\(count)", expiration: soon)
        }
        let configuration = try Fixtures.configuration(
            ["AWS_WEB_IDENTITY_TOKEN_FILE": try folder.write("token", "t"), "AWS_ROLE_ARN": "r"])
        let provider = CredentialChain.provider(
            configuration: configuration, partitions: try Fixtures.partitions(), transport: transport)
        let keys = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await provider.credentials().accessKeyID } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(keys == ["ASIA1"])
        #expect(transport.requests.count == 1)
        await provider.invalidate(try await provider.credentials())
        #expect(try await provider.credentials().accessKeyID == "ASIA2")
    }

    @Test func expiringCredentialsAreRenewedOrKept() async throws {
        let clock = Clock(seconds: 1_000_000)
        let source = FailingSecondTime(expiration: Instant(seconds: 1_000_000 + 3_600))
        let provider = CachedCredentials(source: source, now: { clock.now })
        #expect(try await provider.credentials().accessKeyID == "A1")
        clock.advance(3_000)
        #expect(try await provider.credentials().accessKeyID == "A1")
        #expect(source.count == 1)
        // Within the window a refresh is tried; it fails, and what still works is used.
        clock.advance(400)
        #expect(try await provider.credentials().accessKeyID == "A1")
        #expect(source.count == 2)
        clock.advance(190)
        let error = await awsError { _ = try await provider.credentials() }
        #expect(error?.kind == .credentials)
    }
}

private final class Clock: Sendable {
    private let seconds: Mutex<Int64>
    init(seconds: Int64) { self.seconds = Mutex(seconds) }
    var now: Instant { Instant(seconds: seconds.withLock { $0 }) }
    func advance(_ count: Int64) { seconds.withLock { $0 += count } }
}

private final class FailingSecondTime: CredentialSource {
    let name = "test"
    private let expiration: Instant
    private let calls = Mutex(0)
    init(expiration: Instant) { self.expiration = expiration }
    var count: Int { calls.withLock { $0 } }

    func load() async throws(CredentialMiss) -> AWSCredentials {
        let count = calls.withLock {
            $0 += 1
            return $0
        }
        if count > 1 { throw .failed("gone") }
        return AWSCredentials(accessKeyID: "A\(count)", secretAccessKey: Secret("s"), expiration: expiration, source: name)
    }
}
