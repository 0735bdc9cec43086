import CloudAccess

/// Regions that every account has enabled, for accounts that do not tell.
enum DefaultRegions {
    /// Regions of the partition `aws` from before 20 March 2019; later ones are off until someone turns them on
    /// (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html). Other partitions have none to turn on.
    private static let aws: Set<String> = [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
        "us-west-2",
    ]

    static func of(_ partition: Partitions.Partition?, else region: String) -> [String] {
        guard let partition else { return [region] }
        return partition.name == "aws" ? partition.regions.filter(aws.contains) : partition.regions
    }
}
