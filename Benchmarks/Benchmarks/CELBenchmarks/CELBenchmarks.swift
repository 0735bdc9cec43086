import Benchmark
import CEL
import Document
import SourceText

/// The asset and the expressions that `scripts/benchmarks/cel_peers.py` gives the other runtimes too.
struct Questions: Sendable {
    let asset: DocumentValue
    let expressions: [(name: String, text: String)]

    init() throws {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try SourceFile.read(path: "/\(folder)/expressions.json")
        let root = try Document(json: file.bytes).root
        // A document of its own, as assets have in a scan.
        let builder = DocumentBuilder()
        if let asset = root["asset"] { builder.copy(asset) }
        asset = try builder.finish().root
        expressions = (root["expressions"]?.elements ?? []).map { ($0["name"]?.string ?? "", $0["text"]?.string ?? "") }
    }
}

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .wallClock], scalingFactor: .kilo, maxDuration: .seconds(2))
    guard let questions = try? Questions() else { preconditionFailure("Benchmarks/expressions.json is not to be read") }
    for (name, text) in questions.expressions {
        Benchmark("CEL \(name)") { benchmark in
            var environment = Environment()
            let variable = environment.declare("asset", .dynamic)
            guard let program = environment.compile(text).program else { return benchmark.error("does not compile") }
            let activation = Activation(environment)
            activation.bind(variable, to: questions.asset)
            guard program.judge(activation) == .true else { return benchmark.error("is not true") }
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { blackHole(program.judge(activation)) }
            benchmark.stopMeasurement()
        }
    }
    Benchmark("CEL compile", configuration: .init(metrics: [.cpuTotal, .wallClock], scalingFactor: .kilo)) { benchmark in
        var environment = Environment()
        environment.declare("asset", .dynamic)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            for (_, text) in questions.expressions { blackHole(environment.compile(text)) }
        }
    }
}
