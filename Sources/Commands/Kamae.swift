public import ArgumentParser

/// The `kamae` program.
public struct Kamae: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "kamae",
        abstract: "Cloud security posture: what a cloud should be, what it is, and where the two disagree.",
        discussion: """
            EXAMPLES
              kamae scan .               judge the code below this folder
              kamae collect aws          read an account and judge it
              kamae findings             what is wrong, worst first
              kamae find 'asset.type == "AWS::S3::Bucket"'
              kamae demo                 see it on an example estate

            EXIT STATUS
              0  nothing at or above --fail-on
              1  findings
              2  could not do what was asked
              3  done, but something could not be read or judged
            """,
        version: "0.1.0",
        subcommands: [
            ScanCommand.self, CollectCommand.self, FindCommand.self, ShowCommand.self, FindingsCommand.self, PolicyCommand.self,
            PermissionsCommand.self, DemoCommand.self, CompletionCommand.self,
        ])

    public init() {}
}
