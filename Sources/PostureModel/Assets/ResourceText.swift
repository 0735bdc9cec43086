/// What is known of texts that a provider gives to what code makes, before it gives them.
public enum ResourceText {
    /// No attribute that is told after apply is a wildcard; `alias/aws/` is reserved for keys that AWS manages
    /// (https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html).
    public static let excludedPrefixes = ["*", "alias/aws/"]

    /// The ARN of what code itself makes is none of a policy that AWS manages, in any partition
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html).
    public static let excludedPrefixesOfOwn = excludedPrefixes + ["aws", "aws-cn", "aws-us-gov"].map { "arn:\($0):iam::aws:" }
}
