import Document
import PostureModel

/// What stands in an account without anybody having made it: no code could declare it, so it is not missing from any.
struct ProviderMade {
    private var attached: Set<String> = []

    /// - Parameter observed: all assets of the account: some bring others with them.
    init(_ observed: [Asset]) {
        // A machine makes the volumes of its image.
        for instance in observed where instance.type == "AWS::EC2::Instance" {
            for volume in instance.properties?["Volumes"]?.elements ?? [] {
                if let id = volume["VolumeId"]?.string { attached.insert(id) }
            }
        }
    }

    func contains(_ asset: Asset) -> Bool {
        let properties = asset.properties
        return switch asset.type {
        // A key that a service holds for the account: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
        case "AWS::KMS::Key": properties?["KeyManager"]?.string == "AWS"
        // Roles that services make for themselves, and those of IAM Identity Center.
        case "AWS::IAM::Role":
            properties?["Path"]?.string.map { $0.hasPrefix("/aws-service-role/") || $0.hasPrefix("/aws-reserved/") } ?? false
        // Every region comes with a network, and every network with a group and an access list that can't be removed.
        case "AWS::EC2::VPC", "AWS::EC2::NetworkAcl": properties?["IsDefault"]?.bool == true
        case "AWS::EC2::Subnet": properties?["DefaultForAz"]?.bool == true
        case "AWS::EC2::SecurityGroup": properties?["GroupName"]?.string == "default"
        // Backups that RDS makes and removes with its instance: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
        case "AWS::RDS::DBSnapshot": asset.name.hasPrefix("rds:")
        case "AWS::EC2::Volume": properties?["VolumeId"]?.string.map(attached.contains) ?? false
        default: false
        }
    }
}
