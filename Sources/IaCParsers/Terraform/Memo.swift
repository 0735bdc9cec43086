import HCL

/// Values that are evaluated once, when they are needed, and must not depend on themselves.
struct Memo {
    enum State {
        case known(HCLValue)
        case inProgress
        case new
    }

    private var slots: [String: HCLValue?] = [:]

    /// What is known of a name; a new one is in progress from now on.
    mutating func begin(_ name: String) -> State {
        if let slot = slots[name] { return slot.map { .known($0) } ?? .inProgress }
        slots[name] = .some(nil)
        return .new
    }

    mutating func end(_ name: String, _ value: HCLValue) { slots[name] = value }
}
