// swift-tools-version: 6.2
import PackageDescription

// Measured by `make bench`; outside the main package, so that nobody who builds it fetches the benchmark library.
let package = Package(
    name: "kamae-benchmarks",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(name: "kamae", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.29.0", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "CELBenchmarks",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "KamaeLanguages", package: "kamae"),
            ],
            path: "Benchmarks/CELBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        .executableTarget(
            name: "ReadingBenchmarks",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "KamaeLanguages", package: "kamae"),
            ],
            path: "Benchmarks/ReadingBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        .executableTarget(
            name: "PolicyBenchmarks",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "KamaePolicies", package: "kamae"),
            ],
            path: "Benchmarks/PolicyBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
