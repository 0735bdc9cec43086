import SourceText
import Testing

@testable import CloudAccess

@Suite struct SharedConfigTests {
    @Test func sections() {
        let sections = INISection.parse(
            """
            # a remark
            stray = lost
            [default]
            region = eu-west-1 ; here
            output=json
            [profile  my-audit]
            s3 =
              endpoint_url = http://s3.local
              max = 3
            role_arn = arn:aws:iam::1:role/x#y
            long = first
              second
            empty =

            [profile "two words"]
            Region = us-west-2
            [broken
            [services local]
            dynamodb =
            \tendpoint_url = http://ddb.local
            """)
        #expect(sections.map(\.name) == ["default", "profile my-audit", "profile two words", "services local"])
        #expect(sections[0].settings == ["region": "eu-west-1", "output": "json"])
        #expect(sections[1].settings["s3.endpoint_url"] == "http://s3.local")
        #expect(sections[1].settings["s3.max"] == "3")
        #expect(sections[1].settings["role_arn"] == "arn:aws:iam::1:role/x#y")
        #expect(sections[1].settings["long"] == "first")
        #expect(sections[1].name(after: "profile ") == "my-audit")
        #expect(sections[2].settings == ["region": "us-west-2"])
        #expect(sections[3].settings["dynamodb.endpoint_url"] == "http://ddb.local")
    }

    @Test func credentialsFileWins() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            "config", "[profile a]\nregion = eu-north-1\naws_access_key_id = old\n[sso-session s]\nsso_region = x\n")
        let credentials = try folder.write("credentials", "[a]\naws_access_key_id = new\n")
        let shared = SharedConfig(
            environment: AWSEnvironment(["AWS_CONFIG_FILE": config, "AWS_SHARED_CREDENTIALS_FILE": credentials]))
        #expect(shared.profiles["a"] == ["region": "eu-north-1", "aws_access_key_id": "new"])
        #expect(shared.ssoSessions["s"] == ["sso_region": "x"])
        #expect(shared.problems.isEmpty)
    }

    @Test func unreadableFileIsSaid() throws {
        let folder = try TemporaryFolder()
        let shared = SharedConfig(environment: AWSEnvironment(["AWS_CONFIG_FILE": folder.path, "HOME": "/nonexistent"]))
        #expect(shared.problems.map(\.code) == ["file-not-regular"])
    }

    @Test func region() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write("config", "[default]\nregion = from-default\n[profile p]\nregion = from-profile\n")
        let base = ["AWS_CONFIG_FILE": config]
        #expect(try Fixtures.configuration().region == "us-east-1")
        #expect(try Fixtures.configuration(base).region == "from-default")
        #expect(try Fixtures.configuration(base, profile: "p").region == "from-profile")
        #expect(try Fixtures.configuration(base.merging(["AWS_PROFILE": "p"]) { $1 }).region == "from-profile")
        #expect(try Fixtures.configuration(base.merging(["AWS_DEFAULT_REGION": "d"]) { $1 }).region == "d")
        #expect(try Fixtures.configuration(base.merging(["AWS_DEFAULT_REGION": "d", "AWS_REGION": "r"]) { $1 }).region == "r")
        #expect(try Fixtures.configuration(["AWS_REGION": "r"], region: "given").region == "given")
    }

    @Test func missingProfileIsAnError() {
        #expect(throws: AWSError.self) { try Fixtures.configuration(["AWS_PROFILE": "nobody"]) }
    }
}
