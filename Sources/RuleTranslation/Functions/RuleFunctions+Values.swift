import CEL

extension RuleFunctions {
    static let valueTests: [HostFunction] = [
        inNetwork, isWithin,
        comparison("below") { $0 < $1 }, comparison("atMost") { $0 <= $1 },
        comparison("above") { $0 > $1 }, comparison("atLeast") { $0 >= $1 },
    ]

    private static func comparison(_ name: String, _ compare: @escaping @Sendable (Double, Double) -> Bool) -> HostFunction {
        HostFunction(
            name, [Overload("rule.\(name)", [.dynamic, .dynamic], .bool, isMember: true)], takesPartialLists: true,
            body: { call in
                guard let limit = call[1].number else {
                    return call[1].kind == .unknown ? .part(call[1]) : .bool(false)
                }
                return ValueSearch().any(call[0], call, { $0.number.map { compare($0, limit) } ?? false }, cost: { _ in 1 }).result
            })
    }

    private static let inNetwork = HostFunction(
        "inNetwork", [Overload("rule.inNetwork", [.dynamic, .dynamic], .bool, isMember: true)], takesPartialLists: true,
        prepare: { constants in
            guard constants.count == 2, constants[0] == nil, let constant = constants[1], let texts = texts(of: constant) else {
                return .invalid(argument: 1, message: "inNetwork() wants constant networks")
            }
            var networks: [IPPrefix] = []
            for text in texts {
                guard let network = network(text) else {
                    return .invalid(argument: 1, message: "'\(text)' is not a network in CIDR notation")
                }
                networks.append(network)
            }
            let ready = networks
            return .body { call in
                ValueSearch().any(
                    call[0], call,
                    { value in
                        // Longer texts are no addresses.
                        guard value.kind == .string, value.text.count <= 45,
                            let address = IPAddress(String(decoding: value.text, as: UTF8.self))
                        else { return false }
                        return ready.contains { $0.contains(address) }
                    }, cost: { _ in 1 + ready.count / 8 }
                ).result
            }
        },
        body: { _ in .error("inNetwork is asked with constant networks") })

    /// A network, or an address as a network of its own.
    static func network(_ text: String) -> IPPrefix? {
        IPPrefix(text) ?? IPAddress(text).flatMap { IPPrefix("\(text)/\($0.isVersion4 ? 32 : 128)") }
    }

    private static let isWithin = HostFunction(
        "isWithin", [Overload("rule.isWithin", [.dynamic, .dynamic], .bool, isMember: true)], takesPartialLists: true,
        prepare: { constants in
            guard constants.count == 2, constants[0] == nil, let constant = constants[1], let texts = texts(of: constant) else {
                return .invalid(argument: 1, message: "isWithin() wants constant paths")
            }
            do throws(Pattern.Failure) {
                let test = ScalarTest(texts: try PathText.test(texts))
                return .body { call in
                    ValueSearch().any(call[0], call, { test.matches($0) }, cost: { test.cost($0) }).result
                }
            } catch {
                return .invalid(argument: 1, message: "the path cannot be searched for: \(error.message)")
            }
        },
        body: { _ in .error("isWithin is asked with constant paths") })

    // MARK: transformations

    static let transformations: [HostFunction] = [
        transformation("lowerCase") { $0.lowercased() },
        transformation("upperCase") { $0.uppercased() },
        transformation("baseName") { text in text.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? "" },
        transformation("decodedBase64") { Base64Form.decode($0).map { String(decoding: $0, as: UTF8.self) } },
    ]

    /// A function of one text; anything else, and what it has no answer for, becomes nothing.
    private static func transformation(_ name: String, _ change: @escaping @Sendable (String) -> String?) -> HostFunction {
        HostFunction(
            name, [Overload("rule.\(name)", [.dynamic], .dynamic, isMember: true)], takesPartialLists: true,
            body: { call in
                let value = call[0]
                if value.kind == .unknown { return .part(value) }
                guard call.charge(1 + value.text.count / 8) else { return .error(exhausted) }
                guard let text = call.string(at: 0), let changed = change(text) else { return .parts([]) }
                return .value(.string(changed))
            })
    }
}
