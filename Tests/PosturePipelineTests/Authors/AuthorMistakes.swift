/// Mistakes that people make in control files: each a change of one good file.
struct AuthorMistake {
    let name: String
    /// What stands in the good file, and what is written instead.
    let good: String
    let bad: String

    init(_ name: String, _ good: String, _ bad: String) {
        self.name = name
        self.good = good
        self.bad = bad
    }

    /// A mistake in `require`.
    init(_ name: String, require: String) {
        self.init(name, "asset.properties.BucketName != 'public'", require)
    }

    static let good = """
        id: test/example
        title: {en: Buckets are named well, ja: バケットの名前が適切}
        severity: high
        asset: AWS::S3::Bucket
        applies: |-
          asset.name != 'local'
        require: |-
          asset.properties.BucketName != 'public'
        message: {en: The bucket is called public., ja: バケット名が public です。}
        why: {en: People believe names., ja: 名前は信じられやすい。}
        objectives: [naming]
        remedy:
          text: {en: Call it by what it holds., ja: 中身に合った名前を付けてください。}

        """ + goodCases

    private static let goodCases = """
        cases:
          - fail:
              terraform: |
                resource "aws_s3_bucket" "example" {
                  bucket = "public"
                }
            evidence: [BucketName]
          - pass:
              live: {BucketName: orders}

        """

    static let all: [AuthorMistake] = paths + types + functions + syntax + keys + values + cases + yaml

    // MARK: Expressions

    private static let paths = [
        AuthorMistake("a misspelt property", require: "asset.properties.BuketName != 'public'"),
        AuthorMistake("a property in Terraform's words", require: "asset.properties.bucket_name != 'public'"),
        AuthorMistake("a misspelt field of an asset", require: "asset.propertes.BucketName != 'public'"),
        AuthorMistake("properties left out", require: "asset.BucketName != 'public'"),
        AuthorMistake("asset left out", require: "properties.BucketName != 'public'"),
        AuthorMistake("a property that stands deeper", require: "asset.properties.BucketEncryption.SSEAlgorithm == 'aws:kms'"),
        AuthorMistake("a misspelt property behind has()", require: "has(asset.properties.LogingConfiguration)"),
        AuthorMistake(
            "a misspelt property in a loop", require: "asset.properties.?Tags.orValue([]).all(t, t.Kay != 'public')"),
        AuthorMistake(
            "a misspelt element of a policy",
            require: "asset.properties.PolicyDocument.Statement.all(s, s.Efect == 'Deny')"),
    ]

    private static let types = [
        AuthorMistake("a list compared with a text", require: "asset.properties.Tags == 'public'"),
        AuthorMistake("a number compared with a text", require: "size(asset.properties.BucketName) > '3'"),
        AuthorMistake("a bool compared with a text", require: "asset.properties.ObjectLockEnabled == 'true'"),
        AuthorMistake("a value compared with null", require: "asset.properties.BucketName != null"),
        AuthorMistake("an optional compared as a value", require: "asset.properties.?BucketName != 'public'"),
        AuthorMistake("a default of another type", require: "asset.properties.?BucketName.orValue([]) != 'public'"),
        AuthorMistake("a loop over an object", require: "asset.properties.VersioningConfiguration.exists(v, v == 'Enabled')"),
        AuthorMistake("a loop over a text", require: "asset.properties.BucketName.exists(c, c == 'x')"),
        AuthorMistake("a list read like an object", require: "asset.properties.Tags.Key == 'public'"),
        AuthorMistake("a predicate that is no condition", require: "asset.properties.BucketName"),
    ]

    private static let functions = [
        AuthorMistake("a misspelt function", require: "!asset.properties.BucketName.startWith('public')"),
        AuthorMistake("a function of another language", require: "asset.properties.BucketName.toLowerCase() != 'public'"),
        AuthorMistake("a function's argument of the wrong type", require: "!asset.properties.BucketName.startsWith(3)"),
        AuthorMistake("a function without its argument", require: "!asset.properties.BucketName.startsWith()"),
        AuthorMistake("a policy's question asked of a text", require: "!asset.properties.BucketName.isPublic()"),
        AuthorMistake("a method written as a function", require: "!startsWith(asset.properties.BucketName, 'public')"),
        AuthorMistake("a wrong regular expression", require: "!asset.properties.BucketName.matches('^(public')"),
        AuthorMistake("a regular expression that looks ahead", require: "asset.properties.BucketName.matches('^(?!public)')"),
    ]

    private static let syntax = [
        AuthorMistake("= for ==", require: "asset.properties.BucketName = 'orders'"),
        AuthorMistake("a single &", require: "asset.name != 'x' & asset.properties.BucketName != 'public'"),
        AuthorMistake("and for &&", require: "asset.name != 'x' and asset.properties.BucketName != 'public'"),
        AuthorMistake("not for !", require: "not asset.properties.BucketName.startsWith('public')"),
        AuthorMistake("an unclosed quote", require: "asset.properties.BucketName != 'public"),
        AuthorMistake("an unclosed parenthesis", require: "(asset.name != 'x' && asset.properties.BucketName != 'public'"),
        AuthorMistake("a name that is nothing", require: "asset.properties.BucketName != public"),
    ]

    // MARK: The file

    private static let keys = [
        AuthorMistake("no require", "require: |-\n  asset.properties.BucketName != 'public'\n", ""),
        AuthorMistake("a misspelt key", "severity: high", "sevrity: high"),
        AuthorMistake("a key that there is not", "severity: high", "severity: high\ntags: [naming]"),
        AuthorMistake("a duplicate key", "severity: high", "severity: high\nseverity: low"),
        AuthorMistake("no Japanese", "title: {en: Buckets are named well, ja: バケットの名前が適切}", "title: {en: Buckets are named well}"),
        AuthorMistake("a title in one language", "title: {en: Buckets are named well, ja: バケットの名前が適切}", "title: Buckets are named well"),
        AuthorMistake("a remedy of an unknown kind", "  text: {en: Call", "  txt: {en: Call"),
    ]

    private static let values = [
        AuthorMistake("an unknown severity", "severity: high", "severity: hihg"),
        AuthorMistake("a severity in capitals", "severity: high", "severity: HIGH"),
        AuthorMistake("an unknown asset type", "asset: AWS::S3::Bucket", "asset: AWS::S3::Buckets"),
        AuthorMistake("an asset type in Terraform's words", "asset: AWS::S3::Bucket", "asset: aws_s3_bucket"),
        AuthorMistake("an id that is not the path", "id: test/example", "id: test/sample"),
        AuthorMistake("a number where a text is wanted", "objectives: [naming]", "objectives: 7"),
    ]

    private static let cases = [
        AuthorMistake("no case", goodCases, "cases: []\n"),
        AuthorMistake("a case with a wrong status", "  - pass:\n", "  - passes:\n"),
        AuthorMistake("a case without a form", "live: {BucketName: orders}", "BucketName: orders"),
        AuthorMistake("a case in a form that there is not", "terraform: |", "terrafrom: |"),
        AuthorMistake("a case that comes out otherwise", "bucket = \"public\"", "bucket = \"orders\""),
        AuthorMistake("a case with a mistake in its Terraform", "bucket = \"public\"", "bucket == \"public\""),
        AuthorMistake("evidence that is not shown", "evidence: [BucketName]", "evidence: [Tags]"),
        AuthorMistake(
            "a call that the type is not read with", "live: {BucketName: orders}",
            "live: {BucketName: orders}\n      notCollected: [s3:GetBucketPolicies]"),
    ]

    private static let yaml = [
        AuthorMistake("indented with a tab", "  text: {en: Call", "\ttext: {en: Call"),
        AuthorMistake("an unclosed quote in YAML", "severity: high", "severity: \"high"),
        AuthorMistake("a predicate that YAML takes for a tag", "|-\n  asset.properties.BucketName != 'public'", "!has(asset.properties.Tags)"),
        AuthorMistake("a conditional that YAML takes for a key", "|-\n  asset.properties.BucketName != 'public'", "has(asset.region) ? true : false"),
        AuthorMistake(
            "a predicate that begins with a quote", "|-\n  asset.properties.BucketName != 'public'",
            "'public' != asset.properties.BucketName"),
        AuthorMistake("two documents", "severity: high", "severity: high\n---\nid: test/other"),
    ]
}
