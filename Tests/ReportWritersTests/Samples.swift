import Foundation
import PostureModel
import ReportWriters
import SourceText

enum Samples {
    static let remedy = LocalizedText(
        english: "Name accounts or roles as principals; for a public site, let CloudFront read the bucket with origin access control.",
        japanese: "プリンシパルにはアカウントやロールを明記してください。公開が必要な場合は、CloudFront とオリジンアクセスコントロールを使ってください。")

    static func place(_ path: String, _ line: Int) -> SourceLocation {
        SourceLocation(path: path, start: SourcePosition(line: line, column: 3), end: SourcePosition(line: line, column: 9))
    }

    static func finding(
        control: String = "aws/s3/bucket-policy-not-public", severity: Severity = .critical, status: FindingStatus = .fail,
        address: String? = "aws_s3_bucket.logs", location: SourceLocation? = place("infra/storage/main.tf", 12),
        evidence: [Evidence] = [evidence], reason: LocalizedText? = nil
    ) -> Finding {
        Finding(
            id: "1", control: control,
            title: LocalizedText(
                english: "S3 bucket policies give nobody from outside access", japanese: "S3 バケットのポリシーが第三者にアクセスを許していない"),
            severity: severity, status: status,
            asset: AssetReference(
                id: "arn:aws:s3:::logs", type: "AWS::S3::Bucket", provider: "aws", account: "111122223333", region: "eu-central-1",
                name: "logs", address: address),
            location: location, evidence: evidence,
            reason: reason
                ?? LocalizedText(
                    english: "The bucket policy lets anybody in the world use the bucket, whoever they are and wherever they come from.",
                    japanese: "バケットポリシーにより、世界中の誰でも、どこからでもバケットを利用できます。"),
            origin: location == nil ? .live : .code)
    }

    static let evidence = Evidence(
        path: "PolicyDocument.Statement[0].Principal.AWS[0]", actual: "\"*\"", relation: "==", expected: "\"*\"",
        clause: "", source: .file(place("infra/storage/policy.tf", 40)))

    /// Several of one control, one of another, one that is not known.
    static let mixed: [Finding] = [
        finding(),
        finding(
            address: "module.eu[\"a\"].aws_s3_bucket.archive",
            location: place("infra/storage/a-rather-long-name/of/a/folder/main.tf", 230)),
        finding(
            control: "aws/ec2/volume-encrypted", severity: .medium, address: nil, location: nil,
            evidence: [
                Evidence(
                    path: "Encrypted", actual: "false", relation: "==", expected: "true", clause: "",
                    source: .call("ec2:DescribeVolumes", time: "")),
                Evidence(path: "KmsKeyId", actual: String(repeating: "x", count: 300), relation: "", expected: "", clause: "", source: nil),
            ]),
        finding(
            control: "aws/kms/key-rotation", severity: .low, status: .unknown, evidence: [],
            reason: LocalizedText(english: "var.rotate is not known before apply", japanese: "var.rotate は不明です")),
    ]

    static func text(_ findings: [Finding], width: Int?, colored: Bool = false, _ language: LocalizedText.Language = .english) -> String {
        var lines: [String] = []
        let style = TerminalStyle(isColored: colored, width: width)
        FindingList(style: style, language: language).write(findings, remedy: { _ in remedy }) { lines.append($0) }
        var summary = RunSummary()
        for finding in findings { summary.count(finding) }
        lines += summary.lines(style: style, language: language, remarks: ["4 assets", "12 read", "0.03 s"])
        return lines.joined(separator: "\n") + "\n"
    }

    static func golden(_ name: String) throws -> String {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["KAMAE_WRITE_GOLDEN"] != nil { return "" }
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// Writes what came out where a golden file is to be made anew (`KAMAE_WRITE_GOLDEN=1`).
    static func keep(_ text: String, as name: String) throws {
        guard ProcessInfo.processInfo.environment["KAMAE_WRITE_GOLDEN"] != nil else { return }
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        try text.write(to: url, atomically: true, encoding: .utf8)
    }
}
