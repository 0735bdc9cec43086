import Document
import Testing

@testable import CloudAccess

@Suite struct SignatureV4Tests {
    static let credentials = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), source: "test")
    static let clock = Instant(seconds: 1_440_938_160)

    /// Values of the published test suite (`get-vanilla` and its sisters) and of the documentation's own example.
    @Test(arguments: [
        ("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("GET", "/", "Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        (
            "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "",
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
        ),
        ("GET", "/ሴ", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        ("GET", "/example/..", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ])
    func publishedSuite(method: String, path: String, query: String, signature: String) {
        let items = query.split(separator: "&").map { item in
            let pair = item.split(separator: "=")
            return (name: String(pair[0]), value: String(pair[1]))
        }
        var request = HTTPRequestMessage(method: method, host: "example.amazonaws.com", path: path, query: items)
        SignatureV4(region: "us-east-1", service: "service").sign(
            &request, credentials: SignatureV4Tests.credentials, now: SignatureV4Tests.clock)
        #expect(request.header("Authorization")?.hasSuffix("SignedHeaders=host;x-amz-date, Signature=\(signature)") == true)
    }

    @Test func documentedExample() {
        var request = HTTPRequestMessage(
            method: "GET", host: "iam.amazonaws.com", query: [("Action", "ListUsers"), ("Version", "2010-05-08")],
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
        SignatureV4(region: "us-east-1", service: "iam").sign(
            &request, credentials: SignatureV4Tests.credentials, now: SignatureV4Tests.clock)
        #expect(
            request.header("Authorization")
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    }

    @Test func likeBotocore() throws {
        let cases = try Fixtures.golden("signatures.json").elements
        try #require(cases.count >= 7)
        for expected in cases {
            var credentials = SignatureV4Tests.credentials
            if expected["hasToken"]?.bool == true { credentials.sessionToken = Secret("AQoDYXdzEPT//////////wEXAMPLE") }
            var request = HTTPRequestMessage(
                method: expected["method"]?.string ?? "", host: expected["host"]?.string ?? "", path: expected["path"]?.string ?? "",
                query: (expected["query"]?.elements ?? []).map { ($0[0]?.string ?? "", $0[1]?.string ?? "") },
                headers: (expected["headers"]?.members ?? []).map { ($0.key.text, $0.value.string ?? "") },
                body: Array((expected["body"]?.string ?? "").utf8))
            let service = try #require(expected["service"]?.string)
            SignatureV4(region: "us-east-1", service: service).sign(&request, credentials: credentials, now: SignatureV4Tests.clock)
            #expect(request.header("Authorization") == expected["authorization"]?.string, "\(service) \(request.path)")
        }
    }

    @Test func secretsStayHidden() {
        let secret = Secret("hush-hush")
        var dumped = ""
        dump(secret, to: &dumped)
        dump(SignatureV4Tests.credentials, to: &dumped)
        dumped += "\(secret) \(String(reflecting: secret)) \(SignatureV4Tests.credentials) \(String(describing: [secret]))"
        #expect(!dumped.contains("hush"))
        #expect(!dumped.contains("wJalr"))
    }
}
