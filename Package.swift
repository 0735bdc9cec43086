// swift-tools-version: 6.2
import PackageDescription

/// Settings every Swift target shares: strict Swift 6, imports internal unless said otherwise, warnings are errors.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "kamae",
    products: [
        .executable(name: "kamae", targets: ["kamae"]),
        // For the benchmarks, which stand outside this package.
        .library(name: "KamaeLanguages", targets: ["SourceText", "Document", "CEL", "HCL", "CSimdJSON"]),
        .library(name: "KamaePolicies", targets: ["AccessPolicy", "AssetShaping", "ContentCatalog", "PolicyEngine", "PostureModel"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
    ],
    targets: [
        // floor 0
        .target(name: "SourceText", swiftSettings: house),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(
            name: "CSimdJSON",
            cxxSettings: [.define("NDEBUG")],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(
            name: "Content", path: "content", exclude: ["facts/derive"], sources: ["ContentFiles.swift"],
            resources: [.copy("assets"), .copy("controls"), .copy("facts"), .copy("schemas")], swiftSettings: house),
        .target(
            name: "DemoEstate", path: "demo", exclude: ["seed.py", "answers.py", "record"], sources: ["DemoFiles.swift"],
            resources: [.copy("code"), .copy("account")], swiftSettings: house),
        // floor 1
        .target(name: "Document", dependencies: ["SourceText", "CSimdJSON", "CYAML"], swiftSettings: house),
        // floor 2
        .target(name: "CEL", dependencies: ["Document", "SourceText", "CRE2"], swiftSettings: house),
        .target(name: "HCL", dependencies: ["Document", "SourceText", "CRE2"], swiftSettings: house),
        // floor 3
        .target(name: "PostureModel", dependencies: ["Document", "SourceText"], swiftSettings: house),
        .target(
            name: "CloudAccess",
            dependencies: [
                "SourceText", "Document",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: house),
        .target(name: "RuleTranslation", dependencies: ["Document", "SourceText", "CEL", "CRE2"], swiftSettings: house),
        // floor 4
        .target(name: "AccessPolicy", dependencies: ["Document", "SourceText", "CEL"], swiftSettings: house),
        .target(name: "ContentCatalog", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        // floor 5
        .target(
            name: "CloudCollectors", dependencies: ["CloudAccess", "PostureModel", "Document", "SourceText"], swiftSettings: house),
        .target(name: "AssetShaping", dependencies: ["PostureModel", "CEL", "Document", "SourceText"], swiftSettings: house),
        .target(name: "IaCParsers", dependencies: ["PostureModel", "Document", "SourceText", "HCL"], swiftSettings: house),
        .target(name: "PostureGraph", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        .target(name: "PolicyEngine", dependencies: ["PostureModel", "CEL", "Document", "SourceText"], swiftSettings: house),
        .target(
            name: "PostureStore",
            dependencies: [
                "PostureModel", "Document", "SourceText",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: house),
        .target(name: "ReportWriters", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        // floor 6
        .target(
            name: "PosturePipeline",
            dependencies: [
                "AccessPolicy", "AssetShaping", "CEL", "CloudAccess", "CloudCollectors", "ContentCatalog", "Document", "IaCParsers",
                "PolicyEngine", "PostureGraph", "PostureModel", "PostureStore", "SourceText",
            ],
            swiftSettings: house),
        // floor 8
        .target(
            name: "Commands",
            dependencies: [
                "CloudAccess", "CloudCollectors", "Content", "ContentCatalog", "DemoEstate", "PostureGraph", "PostureModel",
                "PosturePipeline", "PostureStore", "ReportWriters", "SourceText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        // floor 9
        .executableTarget(
            name: "kamae", dependencies: ["Commands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: house),

        // tests
        // An account of AWS on this machine, for tests of what reads one.
        .target(name: "AWSEmulator", path: "Tests/Support/AWSEmulator", exclude: ["Scripts"], swiftSettings: house),
        // Assets that name one another in every way, for tests of what relationships lead to.
        .target(
            name: "RandomEstate", dependencies: ["PostureModel", "Document", "SourceText"], path: "Tests/Support/RandomEstate",
            swiftSettings: house),
        // Measures what a change in a large estate costs.
        .executableTarget(
            name: "RejudgeMeter",
            dependencies: ["PolicyEngine", "PosturePipeline", "PostureModel", "PostureStore", "Document", "SourceText", "RandomEstate"],
            path: "Tests/Support/RejudgeMeter", swiftSettings: house),
        // A process of its own that collects it, which can be killed and measured.
        .executableTarget(
            name: "AccountCollector",
            dependencies: ["CloudCollectors", "ContentCatalog", "PosturePipeline", "PostureModel", "PostureStore", "SourceText"],
            path: "Tests/Support/AccountCollector", swiftSettings: house),
        .testTarget(name: "AccessPolicyTests", dependencies: ["AccessPolicy", "CEL", "Document", "SourceText"], swiftSettings: house),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
        .testTarget(
            name: "AssetShapingTests", dependencies: ["AssetShaping", "ContentCatalog", "PostureModel", "Document", "SourceText"],
            exclude: ["Faces", "Samples"], swiftSettings: house),
        .testTarget(
            name: "CELTests", dependencies: ["CEL", "Document", "SourceText"], exclude: ["ConformanceExceptions.txt"],
            swiftSettings: house),
        .testTarget(
            name: "CloudAccessTests",
            dependencies: [
                "CloudAccess", "Document", "SourceText",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            exclude: ["Golden"],
            swiftSettings: house),
        .testTarget(
            name: "ContentTests",
            dependencies: ["AccessPolicy", "CEL", "Content", "ContentCatalog", "Document", "PolicyEngine", "PostureModel", "PosturePipeline", "SourceText"],
            swiftSettings: house),
        .testTarget(
            name: "CloudCollectorsTests",
            dependencies: ["CloudCollectors", "CloudAccess", "ContentCatalog", "Document", "PostureModel", "SourceText"],
            swiftSettings: house),
        .testTarget(
            name: "CorpusTests", dependencies: ["Content", "ContentCatalog", "PostureModel", "PosturePipeline"], swiftSettings: house),
        // Runs the program as a process of its own.
        .testTarget(name: "CommandsTests", dependencies: ["kamae"], exclude: ["Golden"], swiftSettings: house),
        .testTarget(name: "DocumentTests", dependencies: ["Document", "SourceText"], swiftSettings: house),
        .testTarget(
            name: "HCLTests", dependencies: ["HCL", "Document", "SourceText"], exclude: ["Golden"], swiftSettings: house),
        .testTarget(
            name: "IaCParsersTests", dependencies: ["IaCParsers", "PostureModel", "Document", "SourceText"],
            exclude: ["Fixtures", "Golden"], swiftSettings: house),
        .testTarget(
            name: "PostureGraphTests", dependencies: ["PostureGraph", "PostureModel", "Document", "SourceText"],
            swiftSettings: house),
        .testTarget(
            name: "PosturePipelineTests",
            dependencies: [
                "PosturePipeline", "AccountCollector", "AWSEmulator", "CloudAccess", "CloudCollectors", "ContentCatalog", "Document",
                "PolicyEngine", "PostureModel", "PostureStore", "RandomEstate", "SourceText",
            ],
            exclude: ["Golden"], swiftSettings: house),
        .testTarget(
            name: "PolicyEngineTests", dependencies: ["PolicyEngine", "CEL", "Document", "PostureModel", "RandomEstate", "SourceText"],
            swiftSettings: house),
        .testTarget(
            name: "PostureStoreTests", dependencies: ["PostureStore", "PostureModel", "Document", "SourceText", "StoreWriter"],
            swiftSettings: house),
        .testTarget(
            name: "ReportWritersTests", dependencies: ["ReportWriters", "PostureModel", "SourceText"], exclude: ["Golden"],
            swiftSettings: house),
        .testTarget(
            name: "RuleTranslationTests", dependencies: ["RuleTranslation", "CEL", "Document", "SourceText"], exclude: ["Golden"],
            swiftSettings: house),
        .testTarget(name: "SourceTextTests", dependencies: ["SourceText"], swiftSettings: house),
        // A process of its own for the store's tests: it writes, and can be killed.
        .executableTarget(
            name: "StoreWriter", dependencies: ["PostureStore", "PostureModel", "Document"], path: "Tests/Support/StoreWriter",
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
