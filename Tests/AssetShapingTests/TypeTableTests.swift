import ContentCatalog
import Document
import PostureModel
import SourceText
import Testing

@testable import AssetShaping

/// Types are read when they are met; a scan must find the same as with all of them at hand.
@Suite struct TypeTableTests {
    @Test func everyResourceOfATypeLeadsToIt() throws {
        for type in try Content.types() {
            let faces = [type.terraform, type.cloudFormation].compactMap { $0 }
            let words = [type.name] + faces.flatMap { $0.resources + $0.parts.map(\.resource) }
            for word in Set(words) {
                // A new catalogue each: what was read before must not help.
                let found = try ContentCatalog(path: DataFaces.content).assetTypes(mentioning: word)
                #expect(found.contains { $0.name == type.name }, "\(word) does not lead to \(type.name)")
            }
        }
    }

    @Test func aWordIsNotFoundWithinALongerOne() throws {
        let catalog = try ContentCatalog(path: DataFaces.content)
        #expect(catalog.assetTypes(mentioning: "aws_s3_bucket").map(\.name).contains("AWS::S3::Bucket"))
        #expect(catalog.assetTypes(mentioning: "aws_s3_buck").isEmpty)
        #expect(catalog.assetTypes(mentioning: "ws_s3_bucket").isEmpty)
        #expect(catalog.assetTypes(mentioning: "").isEmpty)
    }

    @Test func typesReadWhenMetGiveTheSameAssets() throws {
        let eager = AssetShaper(types: try Content.types())
        let catalog = try ContentCatalog(path: DataFaces.content)
        let lazy = AssetShaper { catalog.assetTypes(mentioning: $0) }
        // The part first, and its owner's file only through it.
        let programs = [
            ["aws_s3_bucket_versioning", "aws_s3_bucket"], ["aws_sqs_queue"], ["aws_iam_role_policy", "aws_iam_role", "aws_nothing"],
        ]
        for types in programs {
            var program = DeclaredProgram(format: .terraform, path: "main")
            for type in types {
                program.resources.append(
                    DeclaredResource(
                        address: "\(type).a", type: type, body: try Document(json: #"{"bucket": "b", "name": "a", "role": "a"}"#),
                        location: .init(path: "main.tf")))
            }
            let (expected, found) = (eager.shape(program), lazy.shape(program))
            #expect(!expected.assets.isEmpty)
            #expect(found.assets.map(\.document.root.description) == expected.assets.map(\.document.root.description))
            #expect(found.unknownTypes == expected.unknownTypes)
        }
        #expect(catalog.diagnostics.isEmpty)
        #expect(!lazy.isKnown(resource: "aws_nothing"))
        #expect(lazy.isKnown(resource: "aws_s3_bucket_versioning"))
    }
}
