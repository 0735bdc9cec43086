import Document

/// The read-only policy a collector needs, and the role that carries it, in three languages.
///
/// The trust names one principal; across accounts it asks for an external id
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html).
public struct PermissionPolicy {
    /// IAM actions, sorted.
    public var actions: [String]
    public var roleName: String
    /// Who may assume the role; nil where only the policy is wanted.
    public var principal: String?
    public var externalID: String?

    public init(actions: [String], roleName: String = "KamaeCollector", principal: String? = nil, externalID: String? = nil) {
        self.actions = actions
        self.roleName = roleName
        self.principal = principal
        self.externalID = externalID
    }

    /// An IAM policy document.
    public var json: String {
        Self.json { builder in
            builder.map {
                builder.say("Version", "2012-10-17")
                builder.key("Statement")
                builder.beginList()
                builder.map {
                    builder.say("Sid", "KamaeReadOnly")
                    builder.say("Effect", "Allow")
                    builder.key("Action")
                    builder.beginList()
                    for action in actions { builder.string(action) }
                    builder.endList()
                    builder.say("Resource", "*")
                }
                builder.endList()
            }
        }
    }

    /// A CloudFormation template with the role.
    public var cloudFormation: String {
        var lines = [
            "AWSTemplateFormatVersion: \"2010-09-09\"",
            "Description: The role with which Kamae reads this account.",
            "Parameters:",
            "  Principal:",
            "    Type: String",
            "    Description: Who may assume the role, as an ARN",
        ]
        if let principal { lines.append("    Default: \(quoted(principal))") }
        lines += ["  ExternalId:", "    Type: String", "    NoEcho: true", "    Description: What the assuming side must say"]
        if let externalID { lines.append("    Default: \(quoted(externalID))") }
        lines += [
            "Resources:",
            "  Collector:",
            "    Type: AWS::IAM::Role",
            "    Properties:",
            "      RoleName: \(quoted(roleName))",
            "      AssumeRolePolicyDocument:",
            "        Version: \"2012-10-17\"",
            "        Statement:",
            "          - Effect: Allow",
            "            Principal: {AWS: !Ref Principal}",
            "            Action: sts:AssumeRole",
            "            Condition: {StringEquals: {sts:ExternalId: !Ref ExternalId}}",
            "      Policies:",
            "        - PolicyName: KamaeReadOnly",
            "          PolicyDocument:",
            "            Version: \"2012-10-17\"",
            "            Statement:",
            "              - Sid: KamaeReadOnly",
            "                Effect: Allow",
            "                Resource: \"*\"",
            "                Action:",
        ]
        lines += actions.map { "                  - \($0)" }
        lines += ["Outputs:", "  RoleArn:", "    Value: !GetAtt Collector.Arn"]
        return lines.joined(separator: "\n")
    }

    /// Terraform with the role.
    public var terraform: String {
        var lines = ["variable \"principal\" {", "  description = \"Who may assume the role, as an ARN\"", "  type        = string"]
        if let principal { lines.append("  default     = \(quoted(principal))") }
        lines += [
            "}", "", "variable \"external_id\" {", "  description = \"What the assuming side must say\"", "  type        = string",
            "  sensitive   = true",
        ]
        if let externalID { lines.append("  default     = \(quoted(externalID))") }
        lines += [
            "}", "", "resource \"aws_iam_role\" \"collector\" {", "  name = \(quoted(roleName))", "  assume_role_policy = jsonencode({",
            "    Version = \"2012-10-17\"", "    Statement = [{", "      Effect    = \"Allow\"",
            "      Principal = { AWS = var.principal }", "      Action    = \"sts:AssumeRole\"",
            "      Condition = { StringEquals = { \"sts:ExternalId\" = var.external_id } }", "    }]", "  })", "}", "",
            "resource \"aws_iam_role_policy\" \"read_only\" {", "  name = \"KamaeReadOnly\"", "  role = aws_iam_role.collector.id",
            "  policy = jsonencode({", "    Version = \"2012-10-17\"", "    Statement = [{", "      Sid      = \"KamaeReadOnly\"",
            "      Effect   = \"Allow\"", "      Resource = \"*\"", "      Action = [",
        ]
        lines += actions.map { "        \"\($0)\"," }
        lines += [
            "      ]", "    }]", "  })", "}", "", "output \"role_arn\" {", "  value = aws_iam_role.collector.arn", "}",
        ]
        return lines.joined(separator: "\n")
    }

    private func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        var text = text
        text.withUTF8 { JSONWriter.write(UnsafeRawBufferPointer($0), to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func json(_ body: (DocumentBuilder) -> Void) -> String {
        let builder = DocumentBuilder()
        body(builder)
        guard let document = try? builder.finish() else { return "{}" }
        return JSONWriter(indent: 2).string(document.root)
    }
}
