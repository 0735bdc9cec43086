import ArgumentParser
import SourceText

struct CompletionCommand: ParsableCommand {
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        var parserShell: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "A script that lets the shell complete Kamae's commands.",
        discussion: """
            EXAMPLES
              kamae completion bash > ~/.local/share/bash-completion/completions/kamae
              kamae completion zsh > ~/.zfunc/_kamae
              kamae completion fish > ~/.config/fish/completions/kamae.fish

            For zsh, ~/.zshrc says fpath+=~/.zfunc before compinit.
            """)

    @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
    var shell: Shell

    mutating func run() throws {
        do {
            let answer = try Answer(path: nil)
            answer.line(Kamae.completionScript(for: shell.parserShell))
            try answer.finish()
        } catch {
            throw ExitStatus.fail(error)
        }
    }
}
