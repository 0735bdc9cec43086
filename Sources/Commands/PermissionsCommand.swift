import ArgumentParser
import ContentCatalog
import PosturePipeline
import ReportWriters
import SourceText

struct PermissionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions", abstract: "What a collector needs.", subcommands: [PermissionsAWSCommand.self])
}

struct PermissionsAWSCommand: AsyncParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case json, terraform, cloudformation
    }

    static let configuration = CommandConfiguration(
        commandName: "aws",
        abstract: "The exact read-only policy that reading an AWS account needs.",
        usage: "kamae permissions aws [options]",
        discussion: """
            The actions follow from the calls that the asset types name; there is nothing else that Kamae calls.

            EXAMPLES
              kamae permissions aws > policy.json
              kamae permissions aws --format terraform > collector.tf
              kamae permissions aws --format terraform --external-id 4f1c… > role.tf
              kamae permissions aws --format cloudformation > collector.yaml
            """)

    @Option(help: ArgumentHelp("json, terraform or cloudformation.", valueName: "format"))
    var format = Form.json

    @Option(help: ArgumentHelp("Who may assume the role, as an ARN.", valueName: "arn"))
    var principal: String?

    @Option(name: .customLong("external-id"), help: ArgumentHelp("What the assuming side must say.", valueName: "text"))
    var externalID: String?

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Use another content folder.", valueName: "folder", visibility: .hidden))
    var content: String?

    func validate() throws {
        guard format == .json, principal != nil || externalID != nil else { return }
        throw ValidationError("who may assume the role stands in the role: add --format terraform or cloudformation")
    }

    mutating func run() async throws {
        do {
            var options = CommonOptions()
            options.content = content
            options.noColor = true
            let posture = try Posture.open(options)
            let answer = try Answer(path: output)
            let policy = PermissionPolicy(
                actions: try posture.catalog.awsPermissions(), principal: principal, externalID: externalID)
            switch format {
            case .json: answer.line(policy.json)
            case .terraform: answer.line(policy.terraform)
            case .cloudformation: answer.line(policy.cloudFormation)
            }
            try answer.finish()
        } catch {
            throw ExitStatus.fail(error)
        }
    }
}
