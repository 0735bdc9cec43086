import GRDB
import SourceText

/// Database errors in words, with the next step.
enum StoreFailure {
    static func diagnostic(_ error: any Error, path: String) -> Diagnostic {
        switch error {
        case let diagnostic as Diagnostic: diagnostic
        case let error as DatabaseError: diagnostic(error, path: path)
        case is CancellationError: Diagnostic(.error, code: "store-cancelled", "the work on the store was called off")
        default:
            Diagnostic(
                .error, code: "store-failed", "the store failed: \(error)", location: SourceLocation(path: path))
        }
    }

    private static func diagnostic(_ error: DatabaseError, path: String) -> Diagnostic {
        let place = SourceLocation(path: path)
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return notADatabase(path)
        case .SQLITE_CORRUPT:
            return Diagnostic(
                .error, code: "store-corrupt", "the store is damaged", location: place,
                hint: "put a copy back, or move the file away and scan or collect anew; sqlite3's .recover may save what is left")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Diagnostic(
                .error, code: "store-busy", "another process kept the store locked too long", location: place,
                hint: "try again when it is done")
        case .SQLITE_FULL:
            return Diagnostic(
                .error, code: "store-full", "there is no space left for the store", location: place,
                hint: "make room on its disk; what was stored is safe")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return Diagnostic(
                .error, code: "store-read-only", "the store may not be written", location: place,
                hint: "check who owns the file and its folder")
        case .SQLITE_CANTOPEN:
            return Diagnostic(
                .error, code: "store-unreadable", "the store can't be opened", location: place,
                hint: "check that its folder is there and that you may write in it")
        case .SQLITE_IOERR:
            return Diagnostic(
                .error, code: "store-io", "reading or writing the store failed: \(error.message ?? "I/O error")", location: place,
                hint: "check the disk; what was stored is safe")
        default:
            return Diagnostic(
                .error, code: "store-failed",
                "the store failed: \(error.message ?? "error \(error.resultCode.rawValue)")", location: place)
        }
    }

    static func notADatabase(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, code: "store-not-a-store", "the file is not a Kamae store", location: SourceLocation(path: path),
            hint: "name another file with --store; this one is left as it is")
    }

    static func rowDamaged(_ what: String) -> Diagnostic {
        Diagnostic(
            .error, code: "store-corrupt", "the store holds a row that can't be read: \(what)",
            hint: "`kamae store check` looks for more; scan or collect anew to replace it")
    }
}
