/// Why a value can't be made into one of another type.
public struct ConversionFailure: Error {
    /// Where inside the value: `[0].name`; empty for the value itself.
    public var path = ""
    public var message: String

    var text: String { path.isEmpty ? message : "\(path): \(message)" }

    func within(_ step: String) -> ConversionFailure { ConversionFailure(path: step + path, message: message) }
}

extension HCLValue {
    /// The value as one of that type, by Terraform's conversion rules. Origins and marks are kept; an unknown stays unknown.
    public func converted(to type: HCLType) throws(ConversionFailure) -> HCLValue {
        switch kind {
        case .null: return self
        case .unknown(let unknown):
            return HCLValue(.unknown(unknown.with(type: type)), origin: origin, isSensitive: isSensitive)
        default: break
        }
        switch type {
        case .dynamic: return self
        case .bool: return replacing(.bool(try asBool()))
        case .number: return replacing(.number(try asNumber()))
        case .string: return replacing(.string(try asText()))
        case .list(let element): return replacing(.list(try elements(of: element, "list")))
        case .set(let element): return replacing(.set(try elements(of: element, "set").asSet()))
        case .map(let element): return replacing(.map(try entries(of: element)))
        case .tuple(let types): return replacing(.tuple(try tuple(of: types)))
        case .object(let fields): return replacing(.object(try object(of: fields)))
        }
    }

    func replacing(_ kind: Kind) -> HCLValue { HCLValue(kind, origin: origin, isSensitive: isSensitive) }

    private func mismatch(_ wanted: String) -> ConversionFailure {
        ConversionFailure(message: "\(wanted) is needed, not \(typeName)")
    }

    private func asBool() throws(ConversionFailure) -> Bool {
        switch kind {
        case .bool(let value): return value
        case .string("true"), .string("1"): return true
        case .string("false"), .string("0"): return false
        default: throw mismatch("a bool")
        }
    }

    private func asNumber() throws(ConversionFailure) -> HCLNumber {
        switch kind {
        case .number(let value): return value
        case .string(let text):
            guard let value = HCLNumber(text: text) else { throw mismatch("a number") }
            return value
        default: throw mismatch("a number")
        }
    }

    private func asText() throws(ConversionFailure) -> String {
        switch kind {
        case .string(let value): return value
        case .number(let value): return value.description
        case .bool(let value): return value ? "true" : "false"
        default: throw mismatch("a string")
        }
    }

    private func elements(of type: HCLType, _ wanted: String) throws(ConversionFailure) -> HCLSequence {
        guard let sequence else { throw mismatch("a \(wanted)") }
        var target = type
        if type == .dynamic {
            guard let common = HCLType.unify(sequence.elements.map(\.type)) else {
                throw ConversionFailure(message: "the elements of a \(wanted) must be of one type")
            }
            target = common
        }
        var converted: [HCLValue] = []
        converted.reserveCapacity(sequence.elements.count)
        for (index, element) in sequence.elements.enumerated() {
            do throws(ConversionFailure) { converted.append(try element.converted(to: target)) } catch { throw error.within("[\(index)]") }
        }
        return HCLSequence(converted, rest: sequence.rest, restIndex: sequence.restIndex)
    }

    private func entries(of type: HCLType) throws(ConversionFailure) -> HCLMapping {
        guard let mapping else { throw mismatch("a map") }
        var target = type
        if type == .dynamic {
            guard let common = HCLType.unify(mapping.entries.map(\.value.type)) else {
                throw ConversionFailure(message: "the values of a map must be of one type")
            }
            target = common
        }
        var converted: [HCLMapping.Entry] = []
        for entry in mapping.entries {
            do throws(ConversionFailure) {
                converted.append(.init(key: entry.key, value: try entry.value.converted(to: target)))
            } catch { throw error.within("[\"\(entry.key)\"]") }
        }
        return HCLMapping(converted, rest: mapping.rest)
    }

    private func tuple(of types: [HCLType]) throws(ConversionFailure) -> HCLSequence {
        guard case .tuple(let sequence) = kind else { throw mismatch("a tuple") }
        guard sequence.rest == nil else { return sequence }
        guard sequence.elements.count == types.count else {
            throw ConversionFailure(message: "a tuple of \(types.count) elements is needed, not of \(sequence.elements.count)")
        }
        var converted: [HCLValue] = []
        for (index, type) in types.enumerated() {
            do throws(ConversionFailure) { converted.append(try sequence.elements[index].converted(to: type)) } catch {
                throw error.within("[\(index)]")
            }
        }
        return HCLSequence(converted)
    }

    private func object(of fields: [String: HCLType.Field]) throws(ConversionFailure) -> HCLMapping {
        guard let mapping else { throw mismatch("an object") }
        var converted: [HCLMapping.Entry] = []
        for (name, field) in fields {
            do throws(ConversionFailure) {
                converted.append(.init(key: name, value: try mapping.field(name, field, origin)))
            } catch { throw error.path.isEmpty && mapping[name] == nil ? error : error.within(".\(name)") }
        }
        return HCLMapping(converted)
    }
}

extension HCLMapping {
    fileprivate func field(_ name: String, _ field: HCLType.Field, _ origin: ValueOrigin?) throws(ConversionFailure) -> HCLValue {
        if let value = self[name] {
            if value.isNull, field.isOptional, let fallback = field.fallback { return try fallback.converted(to: field.type) }
            return try value.converted(to: field.type)
        }
        if let rest { return HCLValue(.unknown(rest.member(".\(name)", type: field.type)), origin: origin) }
        guard field.isOptional else { throw ConversionFailure(message: "the attribute \"\(name)\" is required") }
        return try (field.fallback ?? .null).converted(to: field.type)
    }
}
