import Testing

@testable import CloudAccess

@Suite struct EndpointTests {
    private func resolve(
        _ service: String, _ region: String, _ variables: [String: String] = [:], profile: String? = nil, endpoint: String? = nil
    ) throws -> Endpoint {
        let configuration = try Fixtures.configuration(variables, profile: profile, endpoint: endpoint)
        let model = try Fixtures.operations.model(of: service)
        return try EndpointResolver(configuration: configuration, partitions: Fixtures.partitions()).endpoint(
            service: model.service, serviceID: model.serviceID, prefix: model.endpointPrefix, region: region)
    }

    @Test(arguments: [
        ("ec2", "eu-west-1", "ec2.eu-west-1.amazonaws.com", "eu-west-1"),
        ("ec2", "cn-north-1", "ec2.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("iam", "eu-west-1", "iam.amazonaws.com", "us-east-1"), ("iam", "cn-north-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("iam", "us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"),
        ("elbv2", "ap-northeast-1", "elasticloadbalancing.ap-northeast-1.amazonaws.com", "ap-northeast-1"),
        ("s3", "us-east-1", "s3.us-east-1.amazonaws.com", "us-east-1"),
        ("ec2", "us-gov-north-9", "ec2.us-gov-north-9.amazonaws.com", "us-gov-north-9"),
        ("sts", "cn-east-7", "sts.cn-east-7.amazonaws.com.cn", "cn-east-7"),
    ])
    func table(service: String, region: String, host: String, signingRegion: String) throws {
        let endpoint = try resolve(service, region)
        #expect(endpoint.host == host)
        #expect(endpoint.signingRegion == signingRegion)
        #expect(endpoint.scheme == "https" && endpoint.port == nil && !endpoint.isCustom)
    }

    @Test(arguments: ["", "evil.example/", "a b", "EU-WEST-1", "eu-west-1.attacker.example", String(repeating: "a", count: 64)])
    func impossibleRegion(region: String) {
        #expect(throws: AWSError.self) { try resolve("ec2", region) }
    }

    @Test func orderOfSettings() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            "config",
            "[profile p]\nendpoint_url = http://profile\nservices = local\n[services local]\nec2 =\n  endpoint_url = http://section\n")
        var variables = ["AWS_CONFIG_FILE": config]
        func host(_ service: String, endpoint: String? = nil) throws -> String {
            try resolve(service, "eu-west-1", variables, profile: "p", endpoint: endpoint).host
        }
        #expect(try host("sqs") == "profile")
        #expect(try host("ec2") == "section")
        variables["AWS_ENDPOINT_URL"] = "http://general:4566/base/"
        #expect(try host("ec2") == "general")
        variables["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = "http://special"
        #expect(try host("elbv2") == "special")
        #expect(try host("ec2") == "general")
        #expect(try host("ec2", endpoint: "http://given") == "given")
        variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
        #expect(try host("ec2") == "ec2.eu-west-1.amazonaws.com")
        #expect(try host("ec2", endpoint: "http://given") == "given")
    }

    @Test(
        arguments: [
            ("http://127.0.0.1:5000", "http", "127.0.0.1", 5000, ""), ("HTTPS://x.example/a/b/?q", "https", "x.example", nil, "/a/b"),
            ("http://[::1]:80/", "http", "::1", 80, ""),
        ] as [(String, String, String, Int?, String)])
    func url(text: String, scheme: String, host: String, port: Int?, path: String) throws {
        let endpoint = try #require(Endpoint(url: text, signingRegion: "r"))
        #expect(endpoint.scheme == scheme && endpoint.host == host && endpoint.port == port && endpoint.basePath == path)
    }

    @Test(arguments: [
        "", "ftp://x", "x", "http://", "http://a b", "http://x:port", "http://x:99999", "http://u@x", "http://[::1", "http:///path",
    ])
    func noURL(text: String) {
        #expect(Endpoint(url: text, signingRegion: "r") == nil)
    }

    @Test func bucketsInHostsAndPaths() throws {
        func request(_ bucket: String, endpoint: String?) throws -> HTTPRequestMessage {
            let model = try Fixtures.operations.model(of: "s3")
            let operation = try #require(model.operation("GetBucketPolicy"))
            var call = PreparedCall(model: model, operation: operation, region: "eu-west-1", input: ["Bucket": .string(bucket)])
            call.endpoint = try resolve("s3", "eu-west-1", endpoint: endpoint)
            try call.prepare()
            return call.request
        }
        #expect(try request("logs", endpoint: nil).url == "https://logs.s3.eu-west-1.amazonaws.com/?policy=")
        #expect(try request("my.logs", endpoint: nil).url == "https://s3.eu-west-1.amazonaws.com/my.logs?policy=")
        #expect(try request("logs", endpoint: "http://localhost:4566/x").url == "http://localhost:4566/x/logs?policy=")
    }

    @Test func hostPrefix() throws {
        let model = try Fixtures.operations.model(of: "s3control")
        let operation = try #require(model.operation("GetPublicAccessBlock"))
        var call = PreparedCall(model: model, operation: operation, region: "eu-west-1", input: ["AccountId": "111122223333"])
        call.endpoint = try resolve("s3control", "eu-west-1")
        try call.prepare()
        #expect(call.request.host == "111122223333.s3-control.eu-west-1.amazonaws.com")
        #expect(call.request.header("x-amz-account-id") == "111122223333")
        var wrong = PreparedCall(model: model, operation: operation, region: "eu-west-1", input: ["AccountId": "evil.example/"])
        wrong.endpoint = call.endpoint
        #expect(throws: AWSError.self) { try wrong.prepare() }
    }

    @Test func fipsIsNeverIgnored() throws {
        #expect(throws: AWSError.self) { try resolve("ec2", "us-east-1", ["AWS_USE_FIPS_ENDPOINT": "true"]) }
        let named = ["AWS_USE_FIPS_ENDPOINT": "true", "AWS_ENDPOINT_URL_EC2": "https://ec2-fips.us-east-1.amazonaws.com"]
        #expect(try resolve("ec2", "us-east-1", named).host == "ec2-fips.us-east-1.amazonaws.com")
    }

    @Test(
        arguments: [
            ("https", "ec2.eu-west-1.amazonaws.com", "secure.proxy:3128"), ("http", "plain.example", "plain.proxy:80"),
            ("https", "sts.internal", nil), ("https", "internal", nil), ("https", "exact.example", nil),
            ("https", "not-exact.example", "secure.proxy:3128"),
            ("http", "169.254.169.254", nil), ("http", "127.0.0.1", nil), ("http", "localhost", nil), ("http", "fd00:ec2::254", nil),
        ] as [(String, String, String?)])
    func proxies(scheme: String, host: String, expected: String?) {
        let settings = ProxySettings(
            environment: AWSEnvironment([
                "HTTPS_PROXY": "http://u%40x:p%3A@secure.proxy:3128/", "http_proxy": "plain.proxy", "NO_PROXY": "internal, exact.example,",
            ]))
        let proxy = settings.proxy(scheme: scheme, host: host)
        #expect(proxy.map { "\($0.host):\($0.port)" } == expected)
        if scheme == "https", let proxy {
            #expect(proxy.user == "u@x")
            #expect(proxy.password?.reveal() == "p:")
        }
        #expect(ProxySettings.none.proxy(scheme: scheme, host: host) == nil)
    }
}
