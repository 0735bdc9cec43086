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
        // For the benchmarks, which stand outside this package.
        .library(name: "KamaeLanguages", targets: ["SourceText", "Document", "CEL"])
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
        // floor 1
        .target(name: "Document", dependencies: ["SourceText", "CSimdJSON", "CYAML"], swiftSettings: house),
        // floor 2
        .target(name: "CEL", dependencies: ["Document", "SourceText", "CRE2"], swiftSettings: house),
        // floor 3
        .target(name: "PostureModel", dependencies: ["Document", "SourceText"], swiftSettings: house),
        // floor 4
        .target(name: "ContentCatalog", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        // floor 5
        .target(name: "AssetShaping", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        .target(name: "ReportWriters", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),

        .testTarget(name: "SourceTextTests", dependencies: ["SourceText"], swiftSettings: house),
        .testTarget(name: "DocumentTests", dependencies: ["Document", "SourceText"], swiftSettings: house),
        .testTarget(name: "CELTests", dependencies: ["CEL", "Document", "SourceText"], swiftSettings: house),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
