import Document
import PostureModel
import PostureStore

#if canImport(Glibc)
import Glibc
#endif

/// A process that writes a store, for tests that kill it or run two of them, and for measuring.
///
///     StoreWriter endless PATH               a run that never ends; prints a line a batch
///     StoreWriter run PATH ACCOUNT COUNT     a whole run over one account
///     StoreWriter limited PATH BYTES         as endless, but no file may grow over BYTES: a disk that fills
///     StoreWriter measure PATH COUNT         a first run and an unchanged second one, timed

func makeAsset(_ number: Int, account: String, padding: Int = 0) throws -> Asset {
    let builder = DocumentBuilder()
    builder.beginMap()
    for (key, value) in [
        ("id", "arn:aws:s3:::bucket-\(number)"), ("type", "AWS::S3::Bucket"), ("provider", "aws"), ("account", account),
        ("region", "eu-west-\(number % 3 + 1)"), ("name", "bucket-\(number)"),
    ] {
        builder.key(key)
        builder.string(value)
    }
    builder.key("tags")
    builder.beginMap()
    builder.key("env")
    builder.string(number % 2 == 0 ? "prod" : "test")
    builder.endMap()
    builder.key("properties")
    builder.beginMap()
    builder.key("BucketName")
    builder.string("bucket-\(number)")
    for index in 0..<padding {
        builder.key("Property\(index)")
        builder.beginMap()
        builder.key("Status")
        builder.string("Enabled-\(number &* 31 &+ index)")
        builder.key("Count")
        builder.int(index)
        builder.endMap()
    }
    builder.endMap()
    builder.endMap()
    return try Asset(
        document: try builder.finish(), origin: .observed(ObservedOrigin(collector: "aws", time: "2026-11-24T09:00:00Z")))
}

func makeFinding(on asset: Asset, control: String, fails: Bool) -> Finding {
    Finding(
        id: FindingID.make(control: control, asset: asset.id, origin: .live), control: control,
        title: LocalizedText(english: "Buckets are private", japanese: "バケットは非公開"), severity: .high,
        status: fails ? .fail : .pass, asset: AssetReference(asset), location: nil, evidence: [],
        reason: LocalizedText(english: fails ? "it is public" : "", japanese: fails ? "公開されている" : ""), origin: .live)
}

func makeRecords(_ range: Range<Int>, account: String, padding: Int = 0, findings: Int = 1) throws -> [AssetRecord] {
    try range.map { number in
        let asset = try makeAsset(number, account: account, padding: padding)
        return AssetRecord(
            asset,
            findings: (0..<findings).map { makeFinding(on: asset, control: "aws/s3/control-\($0)", fails: number % 10 == 0) })
    }
}

func say(_ text: String) {
    print(text)
    fflush(nil)
}

func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1024
}

func endless(_ store: any Store) async throws {
    let run = try await store.beginRun(kind: .collect, scope: RunScope(provider: "aws"))
    var number = 0
    while true {
        try await store.record(makeRecords(number..<number + 50, account: "1"), in: run)
        number += 50
        say("stored \(number)")
    }
}

func whole(_ store: any Store, account: String, count: Int) async throws {
    let run = try await store.beginRun(kind: .collect, scope: RunScope(accounts: [account]))
    for start in stride(from: 0, to: count, by: 20) {
        try await store.record(makeRecords(start..<min(start + 20, count), account: account), in: run)
    }
    try await store.finish(
        run, covered: [.listing(type: "AWS::S3::Bucket", account: account, region: nil)], coverage: Coverage())
    say("done")
}

func timed(_ name: String, _ count: Int, _ body: () async throws -> Void) async throws {
    let clock = ContinuousClock()
    let cpu = cpuSeconds()
    let time = try await clock.measure { try await body() }
    say("\(name): \(time), CPU \(cpuSeconds() - cpu) s, \((cpuSeconds() - cpu) * 1e6 / Double(count)) µs each, peak \(peakMegabytes()) MB")
}

func measure(_ store: any Store, count: Int) async throws {
    let sample = try makeAsset(1, account: "1", padding: 20)
    say("one asset: \(JSONWriter().bytes(sample.document.root).count) bytes of JSON, \(sample.document.encoded().bytes.count) encoded")
    try await timed("making the assets alone", count) {
        for start in stride(from: 0, to: count, by: 500) {
            _ = try makeRecords(start..<min(start + 500, count), account: "1", padding: 20, findings: 5)
        }
    }
    for name in ["first run", "unchanged run"] {
        try await timed(name, count) {
            let run = try await store.beginRun(kind: .collect, scope: RunScope())
            for start in stride(from: 0, to: count, by: 500) {
                let records = try makeRecords(start..<min(start + 500, count), account: "1", padding: 20, findings: 5)
                try await store.record(records, in: run)
            }
            try await store.finish(
                run, covered: [.listing(type: "AWS::S3::Bucket", account: "1", region: nil)], coverage: Coverage())
        }
    }
    try await timed("reading all", count) { try await store.forEachAsset { _ in .next } }
    var filter = AssetFilter()
    filter.names = ["bucket-\(count / 2)"]
    try await timed("one by name", 1) { try await store.forEachAsset(matching: filter) { _ in .next } }
    try await timed("failures, ranked", 1) { try await store.forEachFinding { _ in .next } }
    say("\(try await store.counts())")
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { exit(2) }
do {
    if arguments[1] == "limited", let limit = UInt(arguments[3]) {
        signal(SIGXFSZ, SIG_IGN)
        var bound = rlimit(rlim_cur: limit, rlim_max: limit)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
    }
    let store = try await StoreLocation(arguments[2]).open()
    switch arguments[1] {
    case "endless", "limited": try await endless(store)
    case "run": try await whole(store, account: arguments[3], count: Int(arguments[4]) ?? 0)
    case "measure": try await measure(store, count: Int(arguments[3]) ?? 0)
    default: exit(2)
    }
} catch {
    say("failed: \(error)")
    exit(1)
}
