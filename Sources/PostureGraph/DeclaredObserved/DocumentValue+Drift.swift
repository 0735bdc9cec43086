import Document
import PostureModel
import SourceText

extension DocumentValue {
    /// The value below this one; nil where there is none, or where the path leads through a list.
    func value(at path: PropertyPath) -> DocumentValue? {
        var current = self
        for step in path.steps {
            guard case .member(let name) = step, let next = current[name] else { return nil }
            current = next
        }
        return current
    }

    /// Says nothing more than its absence would: providers leave out what is empty or off.
    var isNothing: Bool {
        switch kind {
        case .null: true
        case .bool: bool == false
        case .string: string == ""
        case .list: elements.isEmpty
        case .map: members.allSatisfy { $0.value.isNothing }
        default: false
        }
    }

    var isScalar: Bool {
        switch kind {
        case .bool, .int, .double, .string: true
        default: false
        }
    }

    /// An unknown element or member that stands for none or many.
    var isRest: Bool { pointer.pointee.isRest }

    /// Where it comes from, in words for people; nil where nobody said.
    var evidenceSource: EvidenceSource? {
        guard let origin = document.nearestOrigin(of: pointer), document.sources.indices.contains(Int(origin.source)) else { return nil }
        switch document.sources[Int(origin.source)] {
        case .file(let file): return .file(file.location(origin.range))
        case .call(let call, let time): return .call(call, time: time)
        }
    }

    /// As one side of a difference.
    func side(_ fallback: EvidenceSource?) -> PropertyDifference.Side {
        PropertyDifference.Side(value: unknown?.description ?? description, source: evidenceSource ?? fallback)
    }
}
