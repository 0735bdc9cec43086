import CEL
import Document
import Testing

/// What is known of an unknown text decides where it can.
@Suite struct PartialTextTests {
    private func judge(_ expression: String, _ unknown: Unknown) throws -> Verdict {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.key("key")
        builder.unknown(unknown)
        builder.endMap()
        var environment = Environment()
        let asset = environment.declare("asset", .dynamic)
        let program = try #require(environment.compile(expression, expecting: .bool).program)
        let activation = Activation(environment)
        activation.bind(asset, to: try builder.finish())
        return program.judge(activation)
    }

    @Test(
        arguments: [
            ("asset.key.startsWith('arn:')", Verdict.true), ("asset.key.startsWith('arn:aws')", .unknown),
            ("asset.key.startsWith('alias/')", .false), ("asset.key in ['*', 'alias/aws/s3']", .false),
            ("asset.key in ['*', 'arn:x']", .unknown), ("asset.key == '*'", .false), ("has(asset.key)", .true),
            ("asset.key.endsWith('x')", .unknown), ("'*' in [asset.key]", .false),
        ] as [(String, Verdict)])
    func aPrefixDecides(expression: String, verdict: Verdict) throws {
        #expect(try judge(expression, .knownAfterApply("aws_kms_key.k.arn", "", exists: true, prefix: "arn:")) == verdict)
    }

    @Test(
        arguments: [
            ("asset.key.startsWith('alias/aws/')", Verdict.false), ("asset.key.startsWith('alias/aws/s3')", .false),
            ("asset.key.startsWith('alias/')", .unknown), ("asset.key == 'alias/aws/s3'", .false), ("asset.key == 'orders'", .unknown),
            ("asset.key in ['alias/aws/s3']", .false), ("asset.key in ['alias/aws/s3', 'orders']", .unknown),
        ] as [(String, Verdict)])
    func whatItCantBeDecides(expression: String, verdict: Verdict) throws {
        let unknown = Unknown(
            symbol: "aws_kms_key.k.id", reason: .knownAfterApply(""), exists: true, excludedPrefixes: ["alias/aws/", "*"])
        #expect(try judge(expression, unknown) == verdict)
    }
}
