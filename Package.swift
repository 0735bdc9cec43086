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
    targets: [
        // floor 0
        .target(name: "SourceText", swiftSettings: house),
        // floor 1
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(
            name: "CSimdJSON",
            cxxSettings: [.define("NDEBUG")],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "Document", dependencies: ["SourceText", "CSimdJSON", "CYAML"], swiftSettings: house),
        // floor 3
        .target(name: "PostureModel", dependencies: ["Document", "SourceText"], swiftSettings: house),
        // floor 5
        .target(name: "IaCParsers", dependencies: ["PostureModel", "Document", "SourceText"], swiftSettings: house),

        .testTarget(name: "SourceTextTests", dependencies: ["SourceText"], swiftSettings: house),
        .testTarget(name: "DocumentTests", dependencies: ["Document", "SourceText"], swiftSettings: house),
        .testTarget(
            name: "IaCParsersTests", dependencies: ["IaCParsers", "PostureModel", "Document", "SourceText"],
            exclude: ["Fixtures", "Golden"], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
