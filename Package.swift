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
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
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
        // floor 4
        .target(name: "ContentCatalog", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        // floor 5
        .target(name: "AssetShaping", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),
        .target(name: "IaCParsers", dependencies: ["PostureModel", "Document", "SourceText", "HCL"], swiftSettings: house),
        .target(name: "ReportWriters", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),

        .testTarget(
            name: "AssetShapingTests",
            dependencies: ["AssetShaping", "ContentCatalog", "PostureModel", "Document", "SourceText"], swiftSettings: house),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
        .testTarget(name: "SourceTextTests", dependencies: ["SourceText"], swiftSettings: house),
        .testTarget(name: "DocumentTests", dependencies: ["Document", "SourceText"], swiftSettings: house),
        .testTarget(name: "CELTests", dependencies: ["CEL", "Document", "SourceText"], swiftSettings: house),
        .testTarget(name: "HCLTests", dependencies: ["HCL", "Document", "SourceText"], swiftSettings: house),
        .testTarget(
            name: "IaCParsersTests", dependencies: ["IaCParsers", "PostureModel", "Document", "SourceText"],
            exclude: ["Fixtures", "Golden"], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
