import CloudCollectors
import ContentCatalog
import PostureModel
import PosturePipeline
import PostureStore
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// A process that collects an account of AWS, for tests that kill it, and for measuring.
///
///     AccountCollector CONTENT STORE [--replay FOLDER | ENDPOINT [FOLDER to record to]]
///
/// Credentials come from the environment. Prints a line for each listing and one at the end.

func say(_ text: String) {
    print(text)
    fflush(nil)
}

func use() -> (seconds: Double, megabytes: Int) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Int(usage.ru_maxrss) / 1_024)
}

let arguments = CommandLine.arguments
guard arguments.count >= 4 else { exit(2) }
do {
    let posture = Posture(catalog: try ContentCatalog(path: arguments[1]))
    let store: (any Store)? = arguments[2] == "-" ? nil : try await StoreLocation(arguments[2]).open()
    var options = AWSConnection.Options()
    if arguments[3] == "--replay" {
        options.replay = arguments[4]
    } else {
        options.endpointURL = arguments[3]
        options.record = arguments.count > 4 ? arguments[4] : nil
    }
    let connection = try AWSConnection(options, posture: posture)
    let result = try await CollectRun(posture: posture, store: store).run(
        connection, progress: { say("listing \($0.listingsDone)/\($0.listings) \($0.type) \($0.region ?? "") resources \($0.resources)") }
    ) { _ in }
    await connection.close()
    for call in result.coverage.failedCalls { say("failed \(call.call) \(call.region ?? "") \(call.code) ×\(call.count)") }
    for diagnostic in result.coverage.diagnostics { say("\(diagnostic)") }
    let counts = result.findingCounts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    say("done: \(result.assetCount) assets, \(result.coverage.readCount) calls, \(counts.joined(separator: ", "))")
    say("CPU \(use().seconds) s, peak \(use().megabytes) MB")
} catch {
    say("failed: \(error)")
    exit(1)
}
