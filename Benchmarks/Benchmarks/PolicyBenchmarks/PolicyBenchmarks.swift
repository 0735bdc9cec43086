import AccessPolicy
import AssetShaping
import Benchmark
import ContentCatalog
import PolicyEngine
import PostureModel

/// Controls as they are loaded: read, checked against the schemas of their types, compiled.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(metrics: [.cpuTotal, .wallClock], maxDuration: .seconds(3))
    let folder = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/content"
    guard let catalog = try? ContentCatalog(path: folder) else { preconditionFailure("there is no content in \(folder)") }
    let controls = catalog.allControls()

    /// What `Posture` gives an engine; without types `properties` may be anything.
    @Sendable func engine(of catalog: ContentCatalog, isTyped: Bool = true) -> PolicyEngine {
        let forms = AssetShaper.standardForms.merging(["policy": AccessPolicyFunctions.policy]) { _, own in own }
        let types =
            isTyped
            ? AssetTypes(objects: AccessPolicyFunctions.types + AssetShaper.standardTypes, forms: forms) { catalog.schema(of: $0) }
            : AssetTypes()
        return PolicyEngine(vocabulary: PolicyEngine.Vocabulary(functions: AccessPolicyFunctions.all, types: types)) {
            catalog.controls(for: $0)
        }
    }

    // A thousand: all of them again and again.
    Benchmark("1,000 controls compiled") { benchmark in
        let engine = engine(of: catalog)
        for index in 0..<1_000 { blackHole(engine.compile(controls[index % controls.count])) }
    }
    Benchmark("1,000 controls compiled, properties untyped") { benchmark in
        let engine = engine(of: catalog, isTyped: false)
        for index in 0..<1_000 { blackHole(engine.compile(controls[index % controls.count])) }
    }
    // What a scan of one file does before it judges: the catalogue is opened, and the controls of one type are read and compiled.
    for type in ["AWS::S3::Bucket", "AWS::IAM::Role", "Deployment.apps"] {
        for isTyped in [true, false] {
            Benchmark("first use of \(type)\(isTyped ? "" : ", properties untyped")") { benchmark in
                guard let catalog = try? ContentCatalog(path: folder) else { return benchmark.error("no content") }
                let engine = engine(of: catalog, isTyped: isTyped)
                for control in catalog.controls(for: [type]) { blackHole(engine.compile(control)) }
            }
        }
    }
}
