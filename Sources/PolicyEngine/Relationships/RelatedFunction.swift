import CEL
import Document
import PostureModel

/// `asset.related("vpc")`: the assets that a relationship leads to, as a list of what `asset` itself is.
///
/// The list ends in an unknown where there may be more. It is asked of the asset that is judged, or of a related one.
enum RelatedFunction {
    static let name = "related"

    static let function = HostFunction(
        name, [Overload(name, [.dynamic, .string], .list(.dynamic), isMember: true)], takesPartialLists: true, body: run)

    /// Steps that looking an asset up costs, about what reading some of its properties does.
    private static let stepsEach = 10

    @Sendable private static func run(_ call: borrowing HostCall) -> HostResult {
        guard let name = call.string(at: 1), let node = call.node(at: 0) else {
            return .error("related is asked of an asset, with the name of a relationship")
        }
        guard let look = call.context as? RelatedLook else { return nowhere }
        // What is spent follows from the answer alone, whether it was remembered or not.
        guard call.charge(stepsEach) else { return .error("too many assets are related") }
        switch look.related(to: node, name) {
        case .success(nil): return nowhere
        case .success(let found?):
            guard call.charge(found.assets.count * stepsEach) else { return .error("too many assets are related") }
            return .documents(found.assets.map(\.document.root), rest: found.rest)
        case .failure(let failure): return .error(failure.message)
        }
    }

    private static let nowhere = HostResult.unknown(
        .unreadable("related", "the assets around it are not at hand"))
}
