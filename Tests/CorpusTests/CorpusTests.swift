import Foundation
import Content
import ContentCatalog
import PostureModel
import PosturePipeline
import Testing

/// Code as people write it, and what a reviewer says of it: every verdict that is written down must come out.
@Suite struct CorpusTests {
    static let posture: Posture? = ContentFiles.path.flatMap { path in
        (try? ContentCatalog(path: path)).map { Posture(catalog: $0) }
    }

    @Test func theCorpusIsThere() {
        #expect(CorpusUnit.all.count >= 100)
        let expectations = CorpusUnit.all.flatMap { $0.expectations() }
        #expect(expectations.count >= 500)
        // Every weakness has its look-alike.
        let failing = Set(expectations.filter { $0.status == "fail" }.map(\.control))
        let passing = Set(expectations.filter { $0.status == "pass" || $0.status == "quiet" }.map(\.control))
        let lonely = failing.subtracting(passing)
        #expect(lonely == Self.withoutLookAlike, "\(lonely.sorted())")
    }

    /// Weaknesses whose look-alike the corpus still owes; one that gets it leaves this list.
    private static let withoutLookAlike: Set<String> = [
        "aws/rds/cluster-iam-authentication",
        "aws/s3/account-public-access-block",
        "kubernetes/control-plane/kubelet-read-only-port",
        "kubernetes/network/ingress-snippets",
        "kubernetes/network/service-external-ips",
        "kubernetes/rbac/anonymous-binding",
        "kubernetes/rbac/pod-creation",
        "kubernetes/rbac/system-masters",
    ]

    @Test(arguments: CorpusUnit.all)
    func theVerdictsAreThoseOfAReviewer(unit: CorpusUnit) throws {
        let posture = try #require(Self.posture)
        let expectations = unit.expectations()
        #expect(!expectations.isEmpty, "the unit says nothing")
        let verdicts = Verdicts(of: unit, posture)
        for expectation in expectations {
            #expect(posture.catalog.controlIDs.contains(expectation.control), "there is no control \(expectation.control)")
            for difference in verdicts.differences(from: expectation) {
                Issue.record("\(expectation.control): expected \(expectation.status), \(difference)")
            }
        }
    }

    /// The figures of a confusion matrix, printed for people.
    @Test func precisionAndRecall() throws {
        let posture = try #require(Self.posture)
        var score = Score()
        for unit in CorpusUnit.all {
            let verdicts = Verdicts(of: unit, posture)
            for expectation in unit.expectations() { score.add(expectation, verdicts) }
        }
        print("corpus: \(CorpusUnit.all.count) units, \(score)")
        #expect(score.precision == 1)
        #expect(score.recall == 1)
    }
}

/// What the pipeline says of a unit.
struct Verdicts {
    private var byControl: [String: [(address: String, status: String)]] = [:]

    init(of unit: CorpusUnit, _ posture: Posture) {
        _ = CodeScan(posture: posture).run(paths: [unit.url.path]) { program in
            for judged in program.assets {
                let address = judged.asset.address ?? judged.asset.name
                for finding in judged.findings {
                    byControl[finding.control, default: []].append((address, finding.status.rawValue))
                }
            }
        }
    }

    /// The assets an expectation is about, with their verdicts.
    func concerned(by expectation: Expectation) -> [(address: String, status: String)] {
        let all = byControl[expectation.control] ?? []
        guard !expectation.addresses.isEmpty else {
            return expectation.status == "quiet" ? all : all.filter { $0.status != "notApplicable" }
        }
        return all.filter { expectation.addresses.contains($0.address) }
    }

    func differences(from expectation: Expectation) -> [String] {
        let concerned = concerned(by: expectation)
        var differences = concerned.filter { !Self.holds(expectation.status, $0.status) }.map { "\($0.address) is \($0.status)" }
        let missing = Set(expectation.addresses).subtracting(concerned.map(\.address))
        differences += missing.sorted().map { "\($0) was not judged" }
        if concerned.isEmpty, missing.isEmpty, expectation.status != "quiet" { differences.append("nothing was judged") }
        return differences
    }

    static func holds(_ expected: String, _ actual: String) -> Bool {
        expected == "quiet" ? actual == "pass" || actual == "notApplicable" : expected == actual
    }
}

/// Found, missed and invented failures.
struct Score: CustomStringConvertible {
    private(set) var found = 0
    private(set) var missed = 0
    private(set) var invented = 0
    private(set) var labels = 0

    mutating func add(_ expectation: Expectation, _ verdicts: Verdicts) {
        labels += 1
        for verdict in verdicts.concerned(by: expectation) {
            switch (expectation.status == "fail", verdict.status == "fail") {
            case (true, true): found += 1
            case (true, false): missed += 1
            case (false, true): invented += 1
            case (false, false): break
            }
        }
        if expectation.status == "fail", verdicts.concerned(by: expectation).isEmpty { missed += 1 }
    }

    var precision: Double { found + invented == 0 ? 0 : Double(found) / Double(found + invented) }
    var recall: Double { found + missed == 0 ? 0 : Double(found) / Double(found + missed) }

    var description: String {
        "\(labels) labels, \(found) failures found, \(missed) missed, \(invented) invented; precision \(precision), recall \(recall)"
    }
}
