import CloudAccess
import Document
import PostureModel
import SourceText
import Testing

@testable import CloudCollectors

/// What becomes of answers, refusals and silence; the service is a script.
@Suite(.timeLimit(.minutes(2))) struct AWSCollectorTests {
    private func buckets(_ entries: [(name: String, region: String?)]) -> ScriptedTransport.Reply {
        let items = entries.map { entry in
            "<Bucket><Name>\(entry.name)</Name>\(entry.region.map { "<BucketRegion>\($0)</BucketRegion>" } ?? "")</Bucket>"
        }
        return .body("<ListAllMyBucketsResult><Buckets>\(items.joined())</Buckets></ListAllMyBucketsResult>")
    }

    private func queues(_ names: String...) -> ScriptedTransport.Reply {
        let urls = names.map { "\"https://sqs.eu-west-1.amazonaws.com/111122223333/\($0)\"" }
        return .body("{\"QueueUrls\":[\(urls.joined(separator: ","))]}")
    }

    // MARK: The account

    @Test func anAccountThatCannotBeToldEndsTheRun() async throws {
        let account = ScriptedAccount { name, _ in name == "sts:GetCallerIdentity" ? .error(403, "InvalidClientTokenId") : nil }
        let collector = try account.collector([])
        let error = await #expect(throws: Diagnostic.self) { _ = try await collector.survey() }
        #expect(error?.code == "aws-account" && error?.message.contains("InvalidClientTokenId") == true)
    }

    @Test func deniedRegionsLeaveThoseThatEveryAccountHas() async throws {
        let scripted = ScriptedAccount { name, _ in name == "ec2:DescribeRegions" ? .error(403, "UnauthorizedOperation") : nil }
        let account = try await scripted.collector([]).survey()
        #expect(account.regions.count == 17 && account.regions.contains("eu-west-1") && !account.regions.contains("af-south-1"))
        #expect(account.failedCalls.map(\.call) == ["ec2:DescribeRegions"])
        #expect(account.failedCalls.first?.permission == "ec2:DescribeRegions")
        #expect(account.diagnostics.map(\.code) == ["aws-regions"])
    }

    @Test func aRegionThatIsNotEnabledIsSaid() async throws {
        var scripted = ScriptedAccount { _, _ in nil }
        scripted.regions = ["us-east-1", "me-south-1", "us-east-1"]
        let account = try await scripted.collector([]).survey()
        #expect(account.regions == ["us-east-1"])
        #expect(account.diagnostics.map(\.code) == ["aws-region-disabled"])
        #expect(account.partition == "aws" && account.globalRegion == "us-east-1" && account.id == "111122223333")
    }

    // MARK: Listings

    @Test func everyRegionIsListedAndCovered() async throws {
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "sqs:ListQueues": call.region == "eu-west-1" ? queues("a", "b") : .body("{}")
            case "sqs:GetQueueAttributes": .body(#"{"Attributes":{"SqsManagedSseEnabled":"true"}}"#)
            case "sqs:ListQueueTags": .body("{}")
            default: nil
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::SQS::Queue"))
        #expect(collected.resources.map { $0.item?.root.string?.suffix(2) } == ["/a", "/b"])
        #expect(collected.resources.allSatisfy { $0.region == "eu-west-1" && $0.account == "111122223333" && $0.partition == "aws" })
        #expect(collected.resources.first?.document("queue")?["Attributes"]?["SqsManagedSseEnabled"]?.string == "true")
        #expect(collected.covered == ["AWS::SQS::Queue 111122223333 eu-west-1", "AWS::SQS::Queue 111122223333 us-east-1"])
        #expect(collected.failed.isEmpty)
        #expect(collected.progress.map(\.listingsDone) == [1, 2] && collected.progress.last?.resources == 2)
    }

    /// Evidence names the call that a value came from.
    @Test func everyValueKnowsItsCall() async throws {
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "sqs:ListQueues": call.region == "eu-west-1" ? queues("a") : .body("{}")
            case "sqs:GetQueueAttributes": .body(#"{"Attributes":{"SqsManagedSseEnabled":"true"}}"#)
            default: .body("{}")
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::SQS::Queue"))
        let resource = try #require(collected.resources.first)
        func call(_ value: DocumentValue?) -> String? {
            guard let value, let origin = value.origin, case .call(let call, let time) = value.document.sources[Int(origin.source)] else {
                return nil
            }
            #expect(Instant(parsing: time) != nil)
            return call
        }
        #expect(call(resource.item?.root) == "sqs:ListQueues")
        #expect(call(resource.document("queue")?["Attributes"]?["SqsManagedSseEnabled"]) == "sqs:GetQueueAttributes")
        #expect(Instant(parsing: resource.time) != nil)
    }

    @Test(arguments: [ScriptedTransport.Reply.error(403, "AccessDenied"), .body("<!doctype html><html></html>"), .failure(.timeout)])
    func aListingThatFailsCoversNothing(reply: ScriptedTransport.Reply) async throws {
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "sqs:ListQueues": call.region == "eu-west-1" ? reply : queues("a")
            default: .body("{}")
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::SQS::Queue"))
        #expect(collected.resources.count == 1)
        #expect(collected.covered == ["AWS::SQS::Queue 111122223333 us-east-1"])
        #expect(collected.failed.map(\.call) == ["sqs:ListQueues"])
        #expect(collected.failed.first?.region == "eu-west-1" && collected.failed.first?.asset == nil)
    }

    @Test func aListingThatFailsOnItsSecondPageKeepsTheFirstAndCoversNothing() async throws {
        let scripted = ScriptedAccount { name, call in
            switch name {
            case "sqs:ListQueues":
                guard call.region == "eu-west-1" else { return .body("{}") }
                if call.input["NextToken"] != nil { return .error(500, "InternalFailure") }
                return .body(#"{"QueueUrls":["https://q/1/a"],"NextToken":"t"}"#)
            default: return .body("{}")
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::SQS::Queue"))
        #expect(collected.resources.count == 1)
        #expect(collected.covered == ["AWS::SQS::Queue 111122223333 us-east-1"])
    }

    @Test func typesOnOneListingShareIt() async throws {
        var types = try ScriptedAccount.types("AWS::SQS::Queue")
        types.append(types[0])
        types[1].name = "AWS::SQS::Twin"
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "sqs:ListQueues": call.region == "eu-west-1" ? queues("a") : .body("{}")
            default: .body("{}")
            }
        }
        let collected = try await scripted.collect(types)
        #expect(Set(collected.resources.map(\.type)) == ["AWS::SQS::Queue", "AWS::SQS::Twin"])
        #expect(scripted.transport.count("sqs:ListQueues") == 2)
        // Calls about the item are made once as well.
        #expect(scripted.transport.count("sqs:GetQueueAttributes") == 1)
        #expect(collected.covered.count == 4)
    }

    // MARK: Calls about an item

    @Test func deniedCallsAreCountedAndNotCollected() async throws {
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "sqs:ListQueues": call.region == "eu-west-1" ? queues("a", "b", "c") : .body("{}")
            case "sqs:GetQueueAttributes": .error(403, "AccessDeniedException")
            default: .body("{}")
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::SQS::Queue"))
        #expect(collected.resources.count == 3)
        let unknown = try #require(collected.resources.first?.unknown("queue"))
        #expect(
            unknown.reason
                == .notCollected(
                    call: "sqs:GetQueueAttributes", permission: "sqs:GetQueueAttributes",
                    error: "access denied (AccessDeniedException)"))
        #expect(collected.failed.count == 1)
        #expect(collected.failed.first?.count == 3 && collected.failed.first?.asset?.contains("/111122223333/") == true)
        #expect(collected.failed.first?.permission == "sqs:GetQueueAttributes")
        // The listing itself is whole.
        #expect(collected.covered.count == 2)
    }

    @Test func codesThatSayNoneAreAnAnswer() async throws {
        let scripted = ScriptedAccount { [self] name, _ in
            switch name {
            case "s3:ListBuckets": buckets([("a", "eu-west-1")])
            case "s3:GetBucketPolicy": .error(404, "NoSuchBucketPolicy")
            case "s3:GetBucketWebsite": .error(404, "NoSuchBucket")
            case "s3:GetBucketVersioning": .body("<VersioningConfiguration/>")
            default: name.hasPrefix("s3:") ? .error(404, "Other") : nil
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::S3::Bucket"))
        let bucket = try #require(collected.resources.first)
        #expect(bucket.isAbsent("policy"))
        // Another code than the one for "none" is no answer, whatever its status.
        #expect(bucket.unknown("website") != nil)
        #expect(bucket.document("versioning") != nil)
        #expect(!collected.failed.contains { $0.call == "s3:GetBucketPolicy" })
    }

    @Test func laterCallsUseEarlierAnswers() async throws {
        let scripted = ScriptedAccount { name, call in
            switch (name, call.region) {
            case ("dynamodb:ListTables", "eu-west-1"): return .body(#"{"TableNames":["a","b","c","d"]}"#)
            case ("dynamodb:ListTables", _): return .body(#"{"TableNames":[]}"#)
            case ("dynamodb:DescribeTable", _):
                // a and b have one key, c has none, d is denied.
                guard case .string(let table)? = call.input["TableName"] else { return nil }
                if table == "d" { return .error(400, "AccessDeniedException") }
                let key = table == "c" ? "" : #","SSEDescription":{"Status":"ENABLED","KMSMasterKeyArn":"arn:aws:kms:k"}"#
                return .body(#"{"Table":{"TableName":"\#(table)","TableArn":"arn:aws:dynamodb:\#(table)"\#(key)}}"#)
            case ("kms:DescribeKey", _): return .body(#"{"KeyMetadata":{"KeyId":"k","KeyManager":"CUSTOMER"}}"#)
            default: return .body("{}")
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::DynamoDB::Table"))
        let tables = Dictionary(uniqueKeysWithValues: collected.resources.map { ($0.item?.root.string ?? "", $0) })
        #expect(tables["a"]?.document("key")?["KeyMetadata"]?["KeyManager"]?.string == "CUSTOMER")
        #expect(tables["b"]?.document("key") != nil)
        // One key, one question.
        #expect(scripted.transport.count("kms:DescribeKey") == 1)
        #expect(tables["c"]?.isAbsent("key") == true)
        // What would have named the key was not collected, so neither is the key, nor the tags of the table.
        #expect(tables["d"]?.unknown("key")?.symbol == "dynamodb:DescribeTable")
        #expect(tables["d"]?.unknown("tags")?.symbol == "dynamodb:DescribeTable")
        #expect(tables["a"]?.document("tags") != nil)
        #expect(collected.failed.map(\.call) == ["dynamodb:DescribeTable"])
    }

    @Test func callsForEachElementKeepTheirOrder() async throws {
        @Sendable func answer(_ operation: String, _ inside: String) -> ScriptedTransport.Reply {
            .body("<\(operation)Response><\(operation)Result>\(inside)</\(operation)Result></\(operation)Response>")
        }
        let scripted = ScriptedAccount { name, call in
            switch name {
            case "iam:GetAccountAuthorizationDetails":
                return answer(
                    "GetAccountAuthorizationDetails",
                    "<UserDetailList><member><UserName>u</UserName></member></UserDetailList><IsTruncated>false</IsTruncated>")
            case "iam:ListAccessKeys":
                return answer(
                    "ListAccessKeys",
                    """
                    <AccessKeyMetadata><member><AccessKeyId>one</AccessKeyId></member><member><AccessKeyId>two</AccessKeyId></member>
                    </AccessKeyMetadata><IsTruncated>false</IsTruncated>
                    """)
            case "iam:GetAccessKeyLastUsed":
                if call.input["AccessKeyId"] == "two" { return .error(403, "AccessDenied") }
                return answer("GetAccessKeyLastUsed", "<AccessKeyLastUsed><ServiceName>s3</ServiceName></AccessKeyLastUsed>")
            default: return nil
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::IAM::User"))
        let used = try #require(collected.resources.first?.document("lastUsed"))
        #expect(used.elements.map { $0["of"]?["AccessKeyId"]?.string } == ["one", "two"])
        #expect(used[0]?["answer"]?["AccessKeyLastUsed"]?["ServiceName"]?.string == "s3")
        #expect(used[1]?["answer"]?.unknown?.symbol == "iam:GetAccessKeyLastUsed")
        #expect(collected.resources.first?.region == nil)
        #expect(collected.covered == ["AWS::IAM::User 111122223333 -"])
    }

    // MARK: Buckets

    @Test func callsAboutABucketGoToItsRegion() async throws {
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "s3:ListBuckets": return buckets([("said", "eu-west-1"), ("old", nil), ("oldest", nil), ("asked", nil)])
            case "s3:GetBucketLocation":
                let place = ["old": "EU", "oldest": "", "asked": "ap-south-1"][call.input["Bucket"]?.text ?? ""] ?? "eu-west-1"
                return .body("<LocationConstraint>\(place)</LocationConstraint>")
            case "s3:GetBucketVersioning": return .body("<VersioningConfiguration/>")
            default: return name.hasPrefix("s3:") ? .error(404, "NoSuchBucketPolicy") : nil
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::S3::Bucket"))
        let regions = Dictionary(uniqueKeysWithValues: collected.resources.map { ($0.item?.root["Name"]?.string ?? "", $0.region) })
        #expect(regions == ["said": "eu-west-1", "old": "eu-west-1", "oldest": "us-east-1", "asked": "ap-south-1"])
        #expect(scripted.transport.calls.contains(#"s3:GetBucketVersioning ap-south-1 {"Bucket":"asked"}"#))
        #expect(scripted.transport.calls.contains(#"s3:GetBucketVersioning us-east-1 {"Bucket":"oldest"}"#))
        // The region and the rule that shows it ask one question.
        #expect(scripted.transport.count("s3:GetBucketLocation") == 4)
        #expect(collected.covered == ["AWS::S3::Bucket 111122223333 -"])
    }

    @Test func namedRegionsHoldForBucketsToo() async throws {
        var scripted = ScriptedAccount { [self] name, _ in
            name == "s3:ListBuckets" ? buckets([("here", "us-east-1"), ("there", "eu-west-1")]) : nil
        }
        scripted.regions = ["us-east-1"]
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::S3::Bucket"))
        #expect(collected.resources.map { $0.item?.root["Name"]?.string } == ["here"])
        // A bucket elsewhere was not looked at, so it is not gone.
        #expect(collected.covered == ["AWS::S3::Bucket 111122223333 us-east-1"])
    }

    // MARK: Singletons

    @Test func aSingletonIsThereInAnyCase() async throws {
        let types = try ScriptedAccount.types("AWS::S3::AccountPublicAccessBlock")
        let none = ScriptedAccount { name, _ in
            name == "s3control:GetPublicAccessBlock" ? .error(404, "NoSuchPublicAccessBlockConfiguration") : nil
        }
        let absent = try await none.collect(types)
        #expect(absent.resources.count == 1 && absent.resources.first?.item == nil)
        #expect(absent.covered.count == 1 && absent.failed.isEmpty)
        #expect(none.transport.calls.contains { $0.hasPrefix(#"s3control:GetPublicAccessBlock us-east-1 {"AccountId":"111122223333"}"#) })

        let denied = ScriptedAccount { name, _ in name == "s3control:GetPublicAccessBlock" ? .error(403, "AccessDenied") : nil }
        let unknown = try await denied.collect(types)
        let item = try #require(unknown.resources.first?.item)
        #expect(item.unknowns.first?.symbol == "s3control:GetPublicAccessBlock")
        #expect(unknown.covered.isEmpty && unknown.failed.count == 1)
        #expect(unknown.failed.first?.permission == "s3:GetAccountPublicAccessBlock")
    }

    // MARK: Trouble

    @Test func aServiceThatDoesNotAnswerIsNotAskedForever() async throws {
        let scripted = ScriptedAccount { [self] name, call in
            switch name {
            case "sqs:ListQueues":
                call.region == "eu-west-1"
                    ? .body("{\"QueueUrls\":[\((0..<200).map { "\"https://q/1/\($0)\"" }.joined(separator: ","))]}") : queues()
            default: .failure(.timeout)
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::SQS::Queue"))
        #expect(collected.resources.count == 200)
        #expect(collected.resources.allSatisfy { $0.unknown("queue") != nil && $0.unknown("tags") != nil })
        // Those under way when the third went unanswered, and no more.
        #expect(scripted.transport.count("sqs:GetQueueAttributes") < 30)
        #expect(collected.failed.map(\.count).reduce(0, +) == 400)
    }

    @Test func whatReceivesMayStopIt() async throws {
        struct Full: Error {}
        let scripted = ScriptedAccount { [self] name, _ in name == "sqs:ListQueues" ? queues("a") : .body("{}") }
        let collector = try scripted.collector(ScriptedAccount.types("AWS::SQS::Queue"))
        let account = try await collector.survey()
        await #expect(throws: Full.self) { _ = try await collector.collect(account) { _ in throw Full() } }
    }
}
