import CloudAccess
import Document
import PostureModel
import SourceText

/// Asks who is asking, and where there is something to read.
struct AccountSurvey {
    let client: AWSClient
    let partitions: Partitions
    /// Regions that someone named; empty: all.
    let wanted: [String]

    func run() async throws(Diagnostic) -> AWSAccount {
        let caller: Document
        do {
            caller = try await client.call("sts", "GetCallerIdentity")
        } catch {
            throw Diagnostic(
                .error, code: "aws-account", "cannot find out which account this is: \(error)",
                hint: error.kind == .credentials ? "name a profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" : nil)
        }
        guard let id = caller.root["Account"]?.string, let identity = caller.root["Arn"]?.string else {
            throw Diagnostic(.error, code: "aws-account", "cannot find out which account this is: the answer names none")
        }
        let home = partitions.partition(of: client.defaultRegion)
        let named = identity.split(separator: ":", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? "aws"
        let partition = partitions.partitions.first { $0.name == named } ?? home
        var account = AWSAccount(
            id: id, partition: partition?.name ?? named, identity: identity, regions: [],
            globalRegion: partition?.globalRegion ?? client.defaultRegion)
        await findRegions(of: &account, partition)
        return account
    }

    private func findRegions(of account: inout AWSAccount, _ partition: Partitions.Partition?) async {
        let enabled: [String]
        do {
            // Without further wishes: those that are enabled for the account.
            let answer = try await client.call("ec2", "DescribeRegions")
            enabled = (answer.root["Regions"]?.elements ?? []).compactMap { $0["RegionName"]?.string }.sorted()
        } catch {
            account.failedCalls.append(CallFailure(error, call: "ec2:DescribeRegions", client: client).line(count: 1, asset: nil))
            account.regions = wanted.isEmpty ? DefaultRegions.of(partition, else: client.defaultRegion) : unique(wanted)
            if wanted.isEmpty {
                account.diagnostics.append(
                    Diagnostic(
                        .error, code: "aws-regions",
                        "which regions are enabled is not known: the \(account.regions.count) that every account has are read",
                        hint: "allow ec2:DescribeRegions, or name regions"))
            }
            return
        }
        let known = Set(enabled)
        account.regions = wanted.isEmpty ? enabled : unique(wanted).filter(known.contains)
        for region in unique(wanted) where !known.contains(region) {
            account.diagnostics.append(
                Diagnostic(.error, code: "aws-region-disabled", "the region \(region) is not enabled for account \(account.id)"))
        }
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
