import Benchmark
import CSimdJSON
import Document
import HCL
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// The names say how many bytes one iteration reads, so that `scripts/bench` can tell MB/s.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(metrics: [.cpuTotal, .wallClock], maxDuration: .seconds(2))
    let assets = AssetCorpus(count: 1_000)
    let list = AssetCorpus.list(count: 10_000)

    Benchmark("JSON structure alone, 1 KB assets [\(assets.byteCount) B]") { benchmark in
        guard let indexer = ksj_create() else { return benchmark.error("out of memory") }
        for _ in benchmark.scaledIterations {
            for text in assets.texts {
                text.withUnsafeBufferPointer { blackHole(ksj_index(indexer, $0.baseAddress, $0.count).error) }
            }
        }
        ksj_destroy(indexer)
    }
    Benchmark("JSON one reader, 1 KB assets [\(assets.byteCount) B]") { benchmark in
        let reader = JSONReader()
        for _ in benchmark.scaledIterations {
            for text in assets.texts { try text.withUnsafeBytes { blackHole(try reader.read($0).document) } }
        }
    }
    Benchmark("JSON no reader at hand, 1 KB assets [\(assets.byteCount) B]") { benchmark in
        for _ in benchmark.scaledIterations {
            for text in assets.texts { blackHole(try Document(json: text)) }
        }
    }
    Benchmark("JSON one file [\(list.count) B]") { benchmark in
        for _ in benchmark.scaledIterations { blackHole(try Document(json: list)) }
    }
    Benchmark("JSON one file with places [\(list.count) B]") { benchmark in
        let file = SourceFile(path: "assets.json", bytes: list)
        for _ in benchmark.scaledIterations { blackHole(try Document.json(file).document) }
    }
    let terraform = TerraformCorpus.files
    Benchmark("HCL parse [\(terraform.reduce(0) { $0 + $1.bytes.count }) B]") { benchmark in
        for _ in benchmark.scaledIterations {
            for file in terraform { blackHole(SyntaxTree.parse(file)) }
        }
    }
}

/// The files that `scripts/bench` lists in the file that `KAMAE_BENCH_TERRAFORM` names.
enum TerraformCorpus {
    static let files: [SourceFile] = {
        guard let list = getenv("KAMAE_BENCH_TERRAFORM"), let paths = try? SourceFile.read(path: String(cString: list)) else { return [] }
        return String(decoding: paths.bytes, as: UTF8.self).split(separator: "\n").compactMap {
            try? SourceFile.read(path: String($0))
        }
    }()
}
