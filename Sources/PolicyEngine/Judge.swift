public import CEL
import Document
public import PostureModel

#if canImport(Glibc)
import Glibc
#endif

/// Judges one asset after the other with memory of its own: one for each thread of work.
public final class Judge {
    private let engine: PolicyEngine
    private let activation: Activation
    private let look: RelatedLook

    init(engine: PolicyEngine, time: Int64? = nil) {
        self.engine = engine
        activation = Activation(engine.environment)
        activation.bind(engine.now, to: time.map { .timestamp(seconds: $0, nanoseconds: 0) } ?? Judge.currentTime())
        look = RelatedLook(relations: engine.relations)
        activation.context = look
    }

    /// The findings of controls on an asset.
    ///
    /// - Parameters:
    ///   - estate: where related assets are looked up; without one, controls that ask for them end in unknown.
    ///   - selection: which of its controls.
    public func findings(
        of asset: Asset, in estate: (any Estate)? = nil, _ selection: ControlSelection = .all
    ) -> [Finding] {
        let controls = engine.controls(of: asset.type)
        guard !controls.isEmpty else { return [] }
        begin(asset, in: estate)
        return controls.compactMap { control in
            guard selection.takes(control) else { return nil }
            look.beginControl()
            let writer = FindingWriter(control: control, asset: asset, liveFace: engine.liveFace(of:), look: look)
            var finding = writer.finding(status(control)) { $0.explain(self.activation) }
            // Also what only the explanation asked: the evidence hangs on it.
            if !look.keys.isEmpty { finding.dependencies = look.keys.sorted() }
            return finding
        }
    }

    private func begin(_ asset: Asset, in estate: (any Estate)?) {
        activation.bind(engine.asset, to: asset.document)
        look.begin(asset, in: estate)
    }

    private func status(_ control: CompiledControl) -> FindingStatus {
        if let applies = control.applies {
            switch applies.judge(activation) {
            case .true: break
            case .false: return .notApplicable
            case .unknown: return .unknown
            case .error: return .error
            }
        }
        switch control.require.judge(activation) {
        case .true: return .pass
        case .false: return .fail
        case .unknown: return .unknown
        case .error: return .error
        }
    }

    /// The moment that `now` is, in CEL's terms.
    public static func currentTime() -> Value {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return .timestamp(seconds: Int64(time.tv_sec), nanoseconds: 0)
    }
}
