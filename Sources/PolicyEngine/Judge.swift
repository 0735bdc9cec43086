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

    init(engine: PolicyEngine, time: Int64? = nil) {
        self.engine = engine
        activation = Activation(engine.environment)
        activation.bind(engine.now, to: time.map { .timestamp(seconds: $0, nanoseconds: 0) } ?? Judge.currentTime())
    }

    /// The findings of all controls on an asset.
    public func findings(of asset: Asset) -> [Finding] {
        let controls = engine.controls(of: asset.type)
        guard !controls.isEmpty else { return [] }
        activation.bind(engine.asset, to: asset.document)
        return controls.map { control in
            FindingWriter(control: control, asset: asset, liveFace: engine.liveFace(of:)).finding(status(control)) { program in
                program.explain(self.activation)
            }
        }
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
