import Document
import Synchronization

/// Which keys are names of secrets, each looked at once: assets say the same few over and over.
final class SecretKeys: Sendable {
    private let known = Mutex<[Symbol: Bool]>([:])

    func isSecret(_ key: Symbol) -> Bool {
        known.withLock { known in
            if let isSecret = known[key] { return isSecret }
            let isSecret = SecretName.isSecret(key.text)
            known[key] = isSecret
            return isSecret
        }
    }
}
