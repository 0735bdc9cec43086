public import SourceText
import Synchronization

/// Where service models come from: loaded once each, when first asked for.
public protocol ServiceModelSource: Sendable {
    /// The model of a service.
    ///
    /// - Throws: ``Diagnostic`` where the service has none, or its file cannot be used.
    func model(of service: String) throws(Diagnostic) -> ServiceModel
}

/// Service models from a folder of `<service>.json` files.
public final class ServiceModelFolder: ServiceModelSource {
    private let path: String
    private let known = Mutex<[String: ServiceModel]>([:])

    public init(path: String) { self.path = path }

    public func model(of service: String) throws(Diagnostic) -> ServiceModel {
        if let model = known.withLock({ $0[service] }) { return model }
        let isName = service.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isName, !service.isEmpty else {
            throw Diagnostic(.error, code: "service-unknown", "\"\(service)\" is no service's name")
        }
        let file: SourceFile
        do {
            file = try SourceFile.read(path: "\(path)/\(service).json")
        } catch {
            throw Diagnostic(
                .error, code: "service-unknown", "the operations of the service \"\(service)\" are not known: \(error.message)",
                location: error.location)
        }
        let model = try ServiceModel(json: file)
        known.withLock { $0[service] = model }
        return model
    }
}

/// Service models that are already at hand.
public struct ServiceModelList: ServiceModelSource {
    private let models: [String: ServiceModel]

    public init(_ models: [ServiceModel]) {
        self.models = Dictionary(models.map { ($0.service, $0) }, uniquingKeysWith: { $1 })
    }

    public func model(of service: String) throws(Diagnostic) -> ServiceModel {
        guard let model = models[service] else {
            throw Diagnostic(.error, code: "service-unknown", "the operations of the service \"\(service)\" are not known")
        }
        return model
    }
}
