import ArgumentParser
import PostureModel

/// A face of the inventory, as the command line names it.
enum Face: String, ExpressibleByArgument, CaseIterable {
    case code, live

    var origin: FindingOrigin {
        switch self {
        case .code: .code
        case .live: .live
        }
    }
}
