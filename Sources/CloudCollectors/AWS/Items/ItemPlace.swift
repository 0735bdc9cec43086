import CloudAccess
import Document
import PostureModel

/// Finds the region of an item, where a global listing says it or one more call does.
struct ItemPlace {
    let listing: Listing
    let face: LiveFace
    let account: AWSAccount
    let desk: CallDesk

    struct Place {
        /// As its asset has it; nil for global ones, and where it cannot be found out.
        var region: String?
        /// Where calls about it go.
        var callRegion: String
    }

    func find(_ item: Document) async -> Place {
        guard let path = face.region else { return Place(region: listing.scopeRegion, callRegion: listing.region) }
        let variables = CallVariables(account: account, region: listing.region, item: item.root)
        if case .value(let value) = variables.find(path), let region = value.string, !region.isEmpty {
            return Place(region: region, callRegion: region)
        }
        guard listing.call.service == "s3", let bucket = item.root["Name"]?.string, let region = await bucketRegion(bucket) else {
            return Place(region: nil, callRegion: listing.region)
        }
        return Place(region: region, callRegion: region)
    }

    /// - Returns: nil where it is denied; S3 then tells the client on the first call where the bucket is.
    private func bucketRegion(_ bucket: String) async -> String? {
        let call = ItemPlace.locationCall
        do {
            let answer = try await desk.answer(call, region: listing.region, input: ["Bucket": .string(bucket)])
            return ItemPlace.region(ofLocation: answer.root["LocationConstraint"]?.string ?? "")
        } catch {
            _ = desk.fail(error, call, asset: bucket)
            return nil
        }
    }

    static let locationCall = LiveFace.Call(service: "s3", operation: "GetBucketLocation")

    /// Buckets of the oldest regions have no constraint, or one from before regions had today's names
    /// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html).
    static func region(ofLocation constraint: String) -> String {
        switch constraint {
        case "": "us-east-1"
        case "EU": "eu-west-1"
        default: constraint
        }
    }
}
