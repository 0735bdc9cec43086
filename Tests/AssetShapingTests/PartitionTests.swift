import AssetShaping
import Document
import PostureModel
import SourceText
import Testing

@Suite("The partition of declared ARNs")
struct PartitionTests {
    /// The ids of buckets called `b`, one a region.
    private func ids(_ regions: String?...) throws -> [String] {
        var program = DeclaredProgram(format: .terraform, path: "main")
        for (number, region) in regions.enumerated() {
            program.resources.append(
                DeclaredResource(
                    address: "aws_s3_bucket.b\(number)", type: "aws_s3_bucket", body: try Document(json: #"{"bucket": "b"}"#),
                    location: SourceLocation(path: "main"), account: nil, region: region))
        }
        return DataFaces.shaper.shape(program).assets.map(\.id)
    }

    @Test(arguments: [
        ("eu-west-1", "arn:aws:s3:::b"), ("cn-north-1", "arn:aws-cn:s3:::b"), ("us-gov-west-1", "arn:aws-us-gov:s3:::b"),
        ("us-isob-east-1", "arn:aws-iso-b:s3:::b"),
    ])
    func goesByTheRegion(region: String, id: String) throws { #expect(try ids(region) == [id]) }

    @Test func withoutARegionItIsTheProgramsOrNone() throws {
        #expect(try ids("cn-north-1", nil) == ["arn:aws-cn:s3:::b", "arn:aws-cn:s3:::b"])
        // No ARN is made up; what it is in an account is found by its name.
        #expect(try ids(nil) == ["main#aws_s3_bucket.b0"])
        #expect(try ids("cn-north-1", "eu-west-1", nil).last == "main#aws_s3_bucket.b2")
    }
}
