import Foundation

/// A small content folder: queues, and controls that stay as they are whatever the real catalogue becomes.
enum TestContent {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Writes the content into `content/` and returns the arguments that name it.
    @discardableResult
    static func make(in folder: TestFolder) throws -> [String] {
        for (place, name) in [("content/assets/aws/sqs", "queue.yaml"), ("content/facts/aws/schemas/sqs", "Queue.json")] {
            try folder.make(place)
            let text = try String(contentsOf: repository.appendingPathComponent("\(place)/\(name)"), encoding: .utf8)
            try folder.write("\(place)/\(name)", withoutRelationships(text))
        }
        try folder.write("content/controls/test/queue-key.yaml", queueKey)
        try folder.write(
            "content/controls/test/queue-fifo.yaml",
            control("queue-fifo", severity: "low", require: "asset.properties.FifoQueue == true"))
        try folder.write("content/controls/test/queue-any.yaml", control("queue-any", severity: "info", require: "true"))
        return ["--content", "content"]
    }

    /// There is only one type here, so that it can't be related to others.
    private static func withoutRelationships(_ text: String) -> String {
        var isInside = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if !line.hasPrefix(" "), !line.isEmpty { isInside = line.hasPrefix("relationships:") }
            return !isInside
        }.joined(separator: "\n")
    }

    static let queueKey = """
        id: test/queue-key
        title:
          en: Queues have a key
          ja: キューに鍵がある
        severity: high
        asset: AWS::SQS::Queue
        require: >
          has(asset.properties.KmsMasterKeyId) &&
          asset.properties.KmsMasterKeyId != ""
        message:
          en: "The queue has no key of its own: {paths}."
          ja: キューに専用の鍵がありません。
        why: {en: Others could read it., ja: 他者に読まれるおそれがあります。}
        objectives: [storage-encryption-at-rest]
        remedy:
          text: {en: Set kms_master_key_id., ja: kms_master_key_id を設定してください。}
        cases:
          - fail:
              terraform: |
                resource "aws_sqs_queue" "q" {
                }
            evidence: [KmsMasterKeyId]
          - pass:
              live: {KmsMasterKeyId: key}

        """

    static func control(_ name: String, severity: String, require: String) -> String {
        """
        id: test/\(name)
        title: {en: \(name), ja: \(name)}
        severity: \(severity)
        asset: AWS::SQS::Queue
        require: \(require)
        message: {en: it is not so, ja: そうではありません}
        why: {en: because, ja: 理由}
        objectives: [storage-encryption-at-rest]
        remedy:
          text: {en: change it, ja: 変更してください}
        cases:
          - pass:
              live: {FifoQueue: true, KmsMasterKeyId: key}

        """
    }

    static let queue = """
        resource "aws_sqs_queue" "orders" {
          name = "orders"
        }

        """
    /// As ``queue``, and nothing is wrong with it.
    static let goodQueue = """
        resource "aws_sqs_queue" "good" {
          name              = "good.fifo"
          fifo_queue        = true
          kms_master_key_id = "alias/good"
        }

        """
}
