import PostureModel

/// Which of an asset's controls are judged.
public enum ControlSelection: Sendable {
    case all
    /// Those that look at the asset alone.
    case ownProperties
    /// Those that follow relationships.
    case related
    /// Those with these ids.
    case ids(Set<String>)

    func takes(_ control: CompiledControl) -> Bool {
        switch self {
        case .all: true
        case .ownProperties: !control.followsRelationships
        case .related: control.followsRelationships
        case .ids(let ids): ids.contains(control.control.id)
        }
    }
}
