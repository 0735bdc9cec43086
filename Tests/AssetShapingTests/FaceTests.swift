import Document
import Foundation
import PostureModel
import SourceText
import Testing

@testable import AssetShaping

/// `Faces/*.yaml`: one resource in Terraform, in CloudFormation and as an account tells it must become the same properties.
@Suite struct FaceTests {
    @Test(arguments: Content.files(in: "Faces", ending: ".yaml"))
    func facesAgree(_ file: URL) throws {
        let types = try Content.types()
        let shaper = AssetShaper(types: types)
        let root = try Content.yaml(file)
        let type = try #require(types.first { $0.name == root["type"]?.string }, "\(file.lastPathComponent) names no type")
        for example in try #require(root["cases"]).elements {
            let name = "\(file.lastPathComponent): \(example["name"]?.string ?? "?")"
            for (face, assets) in try faces(of: example, type, shaper) {
                #expect(!assets.isEmpty, "\(name): \(face) made no asset")
                let assets =
                    example["address"].map { wanted in assets.filter { $0.address == nil || $0.address == wanted.string } } ?? assets
                guard let asset = assets.first else { continue }
                #expect(asset.type == type.name)
                check(asset, example["expect"], "\(name) \(face)")
                check(asset, example["expect-\(face)"], "\(name) \(face)")
                if let id = example["id"]?.string, face == "live" { #expect(asset.id == id, "\(name)") }
            }
        }
    }

    private func check(_ asset: Asset, _ expected: DocumentValue?, _ name: String) {
        for (path, value) in expected?.members ?? [] {
            let actual = asset.properties?.at(path.text)
            #expect(matches(actual, value), "\(name) \(path.text): \(actual?.description ?? "absent") is not \(value)")
        }
    }

    private func faces(
        of example: DocumentValue, _ type: AssetType, _ shaper: AssetShaper
    ) throws -> [(face: String, assets: [Asset])] {
        var faces: [(String, [Asset])] = []
        for (name, format) in [("terraform", DeclaredOrigin.Format.terraform), ("cloudformation", .cloudformation)] {
            guard let resources = example[name] else { continue }
            let shaped = shaper.shape(try Example.program(format, resources))
            for fault in shaped.diagnostics where example["diagnostics"] == nil {
                Issue.record("\(example["name"]?.string ?? "?") \(name): \(fault.message)")
            }
            faces.append((name, shaped.assets.filter { $0.type == type.name }))
        }
        if let sample = example["live"] {
            let denied = Set((sample["denied"]?.elements ?? []).compactMap(\.string))
            faces.append(("live", [try shaper.shape(try Example.observed(type, sample, denied: denied))]))
        }
        return faces
    }
}
