import PostureModel
import SourceText

extension EvidenceSource {
    /// A file with its line, or the call: what a reader can look up.
    var place: String {
        switch self {
        case .file(let location): location.start.map { "\(location.path):\($0.line)" } ?? location.path
        case .call(let call, _): call
        }
    }

    /// As a piece of a line; of a path the end says more.
    var piece: StyledPiece { StyledPiece(TerminalText.safe(place), .cyan, isCutAtStart: true) }
}
