import PostureModel

/// Which of AWS's partitions code is applied in: what a declared ARN begins with.
///
/// Partitions and their regions' first words: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
enum Partition {
    private static let firstWords: [(prefix: String, name: String)] = [
        ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-iso-", "aws-iso"), ("us-isob-", "aws-iso-b"), ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"), ("eusc-", "aws-eusc"),
    ]

    /// The partition of a region.
    static func name(ofRegion region: String) -> String {
        firstWords.first { region.hasPrefix($0.prefix) }?.name ?? "aws"
    }

    /// The partition of a program's resources that say no region: that of the others, where these agree. Otherwise none is claimed,
    /// so no ARN is made up; such an asset is joined with the account's by its name.
    static func name(of program: DeclaredProgram) -> String? {
        let names = Set(program.resources.lazy.compactMap(\.region).map(name(ofRegion:)))
        return names.count == 1 ? names.first : nil
    }
}
