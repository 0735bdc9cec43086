public import PostureModel

/// An asset as a run saw it.
public struct AssetRecord: Sendable {
    public var asset: Asset
    /// For assets from code, the path of the program that declares it; not used for observed ones.
    public var program: String
    /// All verdicts on it; earlier findings that are not among them are closed. Nil where it was not judged: then they stand.
    public var findings: [Finding]?
    /// Ids of findings that stand although they are not among these: they are judged later in the run.
    public var postponed: Set<String>
    /// What others find it by.
    public var entries: [EstateEntry]
    /// The id of the event that brought this version about, where one is known.
    public var causedBy: String?

    public init(
        _ asset: Asset, program: String = "", findings: [Finding]? = nil, postponed: Set<String> = [], entries: [EstateEntry] = [],
        causedBy: String? = nil
    ) {
        self.asset = asset
        self.program = program
        self.findings = findings
        self.postponed = postponed
        self.entries = entries
        self.causedBy = causedBy
    }

    public var key: AssetKey { AssetKey(asset, program: program) }
}

/// Verdicts on an asset that is stored already.
public struct AssetJudgement: Sendable {
    public var asset: AssetKey
    public var findings: [Finding]
    /// All there are: earlier findings that are not among them are closed.
    public var isComplete: Bool

    public init(asset: AssetKey, findings: [Finding], isComplete: Bool = true) {
        self.asset = asset
        self.findings = findings
        self.isComplete = isComplete
    }
}

/// Findings of one asset that hang on something else.
public struct Dependent: Sendable, Hashable {
    public var asset: AssetKey
    public var controls: Set<String>

    public init(asset: AssetKey, controls: Set<String>) {
        self.asset = asset
        self.controls = controls
    }
}

/// What storing changed.
public struct RecordOutcome: Sendable, Hashable {
    /// Assets that were not there before.
    public var added = 0
    /// Assets that got a new version.
    public var changed = 0
    public var unchanged = 0
    /// Assets that are gone; only ends of runs find such.
    public var removed = 0
    public var opened = 0
    public var resolved = 0
    public var reopened = 0
    /// Judgements on assets that the store does not have.
    public var unknownAssets = 0

    public init() {}

    mutating func count(_ change: FindingChange?) {
        switch change {
        case .opened: opened += 1
        case .resolved: resolved += 1
        case .reopened: reopened += 1
        case nil: break
        }
    }
}
