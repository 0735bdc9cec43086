import CEL
import RuleTranslation
import SourceText
import Testing

/// What Falco's comparisons mean, as its documentation and its own code say it.
@Suite struct FalcoConditionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var condition: String
        var event: String
        var expected: Verdict
        var testDescription: String { "\(condition) on \(event)" }

        init(_ condition: String, _ event: String, _ expected: Verdict) {
            self.condition = condition
            self.event = event
            self.expected = expected
        }
    }

    private func check(_ test: Case, _ items: String = "") throws {
        let rule = try Judging.falco(test.condition, items)
        #expect(try Judging.verdict(rule.condition.program, Judging.event(test.event)) == test.expected, "\(rule.condition.text)")
    }

    @Test(arguments: [
        Case("proc.name = bash", #"{"proc.name": "bash"}"#, .true), Case("proc.name=bash", #"{"proc": {"name": "bash"}}"#, .true),
        Case("proc.name == 'bash'", #"{"proc.name": "Bash"}"#, .false), Case("proc.name = bash", "{}", .false),
        Case(#"proc.args = """#, #"{"proc.args": ""}"#, .true), Case("proc.pid = 5", #"{"proc.pid": 5}"#, .true),
        Case("evt.is_open_read=true", #"{"evt.is_open_read": true}"#, .true),
        // A field without a value passes nothing, != included.
        Case("proc.name != bash", #"{"proc.name": "sh"}"#, .true), Case("proc.name != bash", #"{"proc.name": "bash"}"#, .false),
        Case("proc.name != bash", "{}", .false), Case("proc.name != bash", #"{"proc.name": null}"#, .false),
        Case("not proc.name = bash", "{}", .true), Case("proc.name exists", #"{"proc.name": "x"}"#, .true),
        Case("proc.name exists", #"{"proc.name": null}"#, .false), Case("not proc.name exists", "{}", .true),
        Case("proc.pid < 5", #"{"proc.pid": 4}"#, .true), Case("proc.pid <= 5", #"{"proc.pid": 5}"#, .true),
        Case("evt.rawres >= 0", #"{"evt.rawres": -1}"#, .false), Case("evt.rawres > -2", #"{"evt.rawres": -1}"#, .true),
        Case("proc.pid > 0x10", #"{"proc.pid": 17}"#, .true), Case("proc.pid>=0", "{}", .false),
        Case("fd.name contains '/.ssh/'", #"{"fd.name": "/root/.ssh/id"}"#, .true),
        Case("fd.name contains ETC", #"{"fd.name": "/etc"}"#, .false),
        Case("fd.name icontains ETC", #"{"fd.name": "/etc"}"#, .true), Case("fd.name startswith /etc", #"{"fd.name": "/etc/x"}"#, .true),
        Case("fd.name startswith /etc", #"{"fd.name": "/x/etc"}"#, .false), Case("fd.name endswith .sh", #"{"fd.name": "a.sh"}"#, .true),
        Case("fd.name endswith .sh", #"{"fd.name": "a.SH"}"#, .false),
        Case("fd.name glob '/home/*/.ssh/*'", #"{"fd.name": "/home/a/b/.ssh/id"}"#, .true),
        Case("fd.name glob /proc/?/x", #"{"fd.name": "/proc/12/x"}"#, .false),
        Case("fd.name glob '/[a-c]/[!x]'", #"{"fd.name": "/b/y"}"#, .true),
        Case("fd.name glob '/[a-c]/[!x]'", #"{"fd.name": "/b/x"}"#, .false),
        Case("fd.name glob 'A*'", #"{"fd.name": "abc"}"#, .false), Case("fd.name iglob 'A*'", #"{"fd.name": "abc"}"#, .true),
        Case(#"fd.name glob 'a\\*'"#, #"{"fd.name": "a*"}"#, .true), Case(#"fd.name glob 'a\\*'"#, #"{"fd.name": "ab"}"#, .false),
        Case("fd.name regex '/etc/.+'", #"{"fd.name": "/etc/x"}"#, .true), Case("fd.name regex 'etc'", #"{"fd.name": "/etc/x"}"#, .false),
    ]) func comparisons(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("proc.name in (bash, 'sh', \"zsh\")", #"{"proc.name": "zsh"}"#, .true),
        Case("proc.name in (bash, sh)", #"{"proc.name": "x"}"#, .false),
        Case("proc.name in (bash)", "{}", .false), Case("not proc.name in (bash)", "{}", .true),
        Case("proc.name in ()", #"{"proc.name": "x"}"#, .false),
        // Of a field with many values all must be in the list; one is enough to intersect.
        Case("ka.images in (a, b)", #"{"ka.images": ["a", "b", "a"]}"#, .true),
        Case("ka.images in (a, b)", #"{"ka.images": ["a", "c"]}"#, .false),
        Case("ka.images in (a)", #"{"ka.images": []}"#, .false), Case("ka.images intersects (a, b)", #"{"ka.images": ["c", "b"]}"#, .true),
        Case("ka.images intersects (a, b)", #"{"ka.images": ["c"]}"#, .false),
        Case("ka.flags intersects (true)", #"{"ka.flags": [false, true]}"#, .true),
        Case("fd.name pmatch (/etc, /usr/bin)", #"{"fd.name": "/etc/passwd"}"#, .true),
        Case("fd.name pmatch (/etc)", #"{"fd.name": "/etc"}"#, .true),
        Case("fd.name pmatch (/etc)", #"{"fd.name": "/etcetera"}"#, .false),
        Case("fd.name pmatch (/etc/)", #"{"fd.name": "/etc//x"}"#, .true),
        Case("fd.name pmatch (/usr/bin)", #"{"fd.name": "/usr"}"#, .false),
        Case("fd.name pmatch (/home/*/x)", #"{"fd.name": "/home/a/x/y"}"#, .true),
        Case("fd.name pmatch (/home/*/x)", #"{"fd.name": "/home/a/b/x"}"#, .false),
        Case("fd.name pmatch (/)", #"{"fd.name": "/anything"}"#, .true),
        Case("fd.snet in (10.0.0.0/8, '192.168.0.0/16')", #"{"fd.snet": "192.168.3.4"}"#, .true),
        Case("fd.snet = 10.0.0.0/8", #"{"fd.snet": "11.0.0.1"}"#, .false),
        Case("fd.snet != 10.0.0.0/8", #"{"fd.snet": "11.0.0.1"}"#, .true),
        Case("fd.snet != 10.0.0.0/8", "{}", .false), Case("proc.aname[2] = sshd", #"{"proc.aname[2]": "sshd"}"#, .true),
        Case("proc.name = val(proc.pname)", #"{"proc.name": "a", "proc.pname": "a"}"#, .true),
        Case("proc.name = val(proc.pname)", #"{"proc.name": "a"}"#, .false),
        Case("tolower(proc.name) = bash", #"{"proc.name": "BASH"}"#, .true),
        Case("toupper(proc.name) = BASH", #"{"proc.name": "bash"}"#, .true),
        Case("basename(proc.exepath) = sh", #"{"proc.exepath": "/bin/sh"}"#, .true),
        Case("b64(proc.args) = foobar", #"{"proc.args": "Zm9vYmFy"}"#, .true),
        Case("basename(proc.exepath) = sh", "{}", .false),
        Case("proc.name != val(proc.pname)", #"{"proc.name": "a", "proc.pname": "b"}"#, .true),
        Case("jevt.value[/stage] in (x)", #"{"jevt.value[/stage]": "x"}"#, .true), Case("a.b[\"c d\"] = 1", #"{"a.b[c d]": 1}"#, .true),
        Case("a.b = 1 and a.c = 2 or a.d = 3", #"{"a.d": 3}"#, .true), Case("a.b = 1 and (a.c = 2 or a.d = 3)", #"{"a.d": 3}"#, .false),
        Case("not(a.b = 1 or a.c = 2)", #"{"a.b": 1}"#, .false), Case("not not a.b = 1", #"{"a.b": 1}"#, .true),
        Case("not a.b = 1 and a.c = 2", #"{"a.c": 2}"#, .true),
        Case(#"a.b = "say \"x\"""#, #"{"a.b": "say \"x\""}"#, .true), Case(#"a.b = "tab\there""#, #"{"a.b": "tab\there"}"#, .true),
    ]) func listsAndFields(_ test: Case) throws { try check(test) }

    static let items = """
        - list: shells
          items: [bash, zsh, more_shells]
        - list: more_shells
          items: ['"fish"', ksh, 0644, on]
        - macro: spawned
          condition: (evt.type in (execve, execveat))
        - macro: shell
          condition: spawned and proc.name in (shells)
        - list: one
          items: [single]

        """

    @Test(arguments: [
        Case("shell", #"{"evt.type": "execve", "proc.name": "fish"}"#, .true),
        Case("shell", #"{"evt.type": "open", "proc.name": "fish"}"#, .false),
        Case("not shell and spawned", #"{"evt.type": "execve", "proc.name": "ls"}"#, .true),
        Case("proc.name in (shells, ls)", #"{"proc.name": "ksh"}"#, .true),
        Case("proc.name in shells", #"{"proc.name": "ksh"}"#, .true), Case("proc.name in ('shells')", #"{"proc.name": "ksh"}"#, .false),
        // Words are as they are written, whatever YAML takes them for.
        Case("proc.name in (shells)", #"{"proc.name": "0644"}"#, .true), Case("proc.name in (shells)", #"{"proc.name": "on"}"#, .true),
        Case("proc.name = one", #"{"proc.name": "single"}"#, .true), Case("proc.name = one", #"{"proc.name": "one"}"#, .false),
    ]) func macrosAndLists(_ test: Case) throws { try check(test, Self.items) }
}
