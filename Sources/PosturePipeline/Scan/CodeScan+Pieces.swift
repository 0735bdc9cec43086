import Dispatch
public import PostureModel
public import SourceText
import Synchronization

/// What a scan hands on while it reads.
public enum ScanPiece: Sendable {
    /// Assets of a program, which is told by its identity; its end comes behind them.
    case assets([JudgedAsset], program: String)
    /// A program behind its last asset; its `assets` are empty.
    case program(JudgedProgram)
}

extension CodeScan {
    /// Assets that are handed on together.
    private static let pieceSize = 64
    /// Pieces that wait to be taken before the reading waits too.
    private static let room = 8

    /// Reads paths on a thread of its own and hands on piece by piece, so that neither the reading nor what takes the pieces holds
    /// all of them.
    ///
    /// - Returns: what could not be read or judged.
    /// - Throws: what `receive` throws, and `run-cancelled` where the task was cancelled before the last piece; the reading then ends
    ///   by itself.
    public func run(paths: [String], receive: (ScanPiece) async throws(Diagnostic) -> Void) async throws(Diagnostic) -> Coverage {
        let (pieces, sender) = AsyncStream<ScanPiece>.makeStream(bufferingPolicy: .unbounded)
        let handover = Handover(sender: sender, room: Self.room)
        // Reading takes long and blocks: it is no work for the threads that tasks share.
        DispatchQueue(label: "kamae.scan").async {
            var assets: [JudgedAsset] = []
            func handOn(_ program: String) {
                if !assets.isEmpty { handover.send(.assets(assets, program: program)) }
                assets = []
            }
            let coverage = self.run(paths: paths) { asset, program in
                assets.append(asset)
                if assets.count >= Self.pieceSize { handOn(program) }
            } program: { program in
                handOn(program.identity)
                handover.send(.program(program))
            }
            handover.finish(coverage)
        }
        for await piece in pieces {
            defer { handover.taken() }
            do throws(Diagnostic) { try await receive(piece) } catch {
                handover.abandon()
                throw error
            }
        }
        // A cancelled task's pieces stop anywhere: what was taken is not all there is.
        guard !Task.isCancelled, let coverage = handover.coverage else {
            handover.abandon()
            throw Diagnostic(.error, code: "run-cancelled", "the scan was ended before everything was read")
        }
        return coverage
    }
}

/// Lets a thread wait for a task that takes what it makes.
private final class Handover: Sendable {
    private let sender: AsyncStream<ScanPiece>.Continuation
    private let room: DispatchSemaphore
    private let size: Int
    private let isAbandoned = Atomic<Bool>(false)
    private let result = Mutex<Coverage?>(nil)

    init(sender: AsyncStream<ScanPiece>.Continuation, room: Int) {
        self.sender = sender
        self.room = DispatchSemaphore(value: room)
        size = room
    }

    /// Nil until everything was read.
    var coverage: Coverage? { result.withLock { $0 } }

    func send(_ piece: ScanPiece) {
        guard !isAbandoned.load(ordering: .acquiring) else { return }
        room.wait()
        sender.yield(piece)
    }

    func finish(_ coverage: Coverage) {
        result.withLock { $0 = coverage }
        sender.finish()
    }

    func taken() { room.signal() }

    /// Nobody takes anything any more; the thread must not wait for it.
    func abandon() {
        isAbandoned.store(true, ordering: .releasing)
        room.signal()
    }

    deinit {
        // A semaphore must not go with less than it came with.
        for _ in 0..<size { room.signal() }
    }
}
