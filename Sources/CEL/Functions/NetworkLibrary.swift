/// The network extension: `ip(…)`, `cidr(…)` and what they can be asked.
enum NetworkLibrary {
    static let ipType = ValueType.opaque("net.IP", [])
    static let cidrType = ValueType.opaque("net.CIDR", [])

    static func declare(in table: inout FunctionTable) {
        table.global("ip", [([.string], ipType)]) { arguments in
            guard arguments[0].kind == .string else { return .error(.noSuchOverload) }
            return address(arguments[0], arguments.frame)
        }
        table.global("isIP", [([.string], .bool)]) { arguments in
            arguments[0].kind == .string ? .bool(IPAddress.parse(Array(arguments[0].text)) != nil) : .error(.noSuchOverload)
        }
        table.global("isCIDR", [([.string], .bool)]) { arguments in
            arguments[0].kind == .string ? .bool(IPPrefix.parse(Array(arguments[0].text)) != nil) : .error(.noSuchOverload)
        }
        table.global("ip.isCanonical", [([.string], .bool)]) { arguments in
            guard arguments[0].kind == .string else { return .error(.noSuchOverload) }
            let parsed = address(arguments[0], arguments.frame)
            return parsed.kind == .ip ? .bool(IPAddress(parsed).description == arguments[0].string) : parsed
        }
        table.global("cidr", [([.string], cidrType)]) { arguments in
            guard arguments[0].kind == .string else { return .error(.noSuchOverload) }
            return network(arguments[0], arguments.frame)
        }
        table.member("family", [([ipType], .int)]) { asked($0) { .int($0.isVersion4 ? 4 : 6) } }
        table.member("isUnspecified", [([ipType], .bool)]) { asked($0) { .bool($0.isUnspecified) } }
        table.member("isLoopback", [([ipType], .bool)]) { asked($0) { .bool($0.isLoopback) } }
        table.member("isGlobalUnicast", [([ipType], .bool)]) { asked($0) { .bool($0.isGlobalUnicast) } }
        table.member("isLinkLocalMulticast", [([ipType], .bool)]) { asked($0) { .bool($0.isLinkLocalMulticast) } }
        table.member("isLinkLocalUnicast", [([ipType], .bool)]) { asked($0) { .bool($0.isLinkLocalUnicast) } }
        networks(in: &table)
    }

    private static func networks(in table: inout FunctionTable) {
        table.member("containsIP", [([cidrType, ipType], .bool), ([cidrType, .string], .bool)]) { arguments in
            guard arguments[0].kind == .cidr else { return .error(.noSuchOverload) }
            let other = arguments[1].kind == .string ? address(arguments[1], arguments.frame) : arguments[1]
            if other.isError { return other }
            return other.kind == .ip ? .bool(IPPrefix(arguments[0]).contains(IPAddress(other))) : .error(.noSuchOverload)
        }
        table.member("containsCIDR", [([cidrType, cidrType], .bool), ([cidrType, .string], .bool)]) { arguments in
            guard arguments[0].kind == .cidr else { return .error(.noSuchOverload) }
            let other = arguments[1].kind == .string ? network(arguments[1], arguments.frame) : arguments[1]
            if other.isError { return other }
            return other.kind == .cidr ? .bool(IPPrefix(arguments[0]).contains(IPPrefix(other))) : .error(.noSuchOverload)
        }
        table.member("ip", [([cidrType], ipType)]) { arguments in
            asked(arguments) { IPPrefix.address($0).raw(in: arguments.frame) }
        }
        table.member("masked", [([cidrType], cidrType)]) { arguments in
            asked(arguments) { prefix in
                IPPrefix(address: prefix.address.masked(prefix.length), length: prefix.length).raw(in: arguments.frame)
            }
        }
        table.member("prefixLength", [([cidrType], .int)]) { asked($0) { (prefix: IPPrefix) in .int(prefix.length) } }
    }

    private static func asked(_ arguments: Arguments, _ body: (IPAddress) -> RawValue) -> RawValue {
        arguments[0].kind == .ip ? body(IPAddress(arguments[0])) : .error(.noSuchOverload)
    }

    private static func asked(_ arguments: Arguments, _ body: (IPPrefix) -> RawValue) -> RawValue {
        arguments[0].kind == .cidr ? body(IPPrefix(arguments[0])) : .error(.noSuchOverload)
    }

    private static func address(_ text: RawValue, _ frame: FramePointer) -> RawValue {
        if let address = IPAddress.parse(Array(text.text)) { return address.raw(in: frame) }
        return .error("\(Value(text)) is not an IP address", in: frame)
    }

    private static func network(_ text: RawValue, _ frame: FramePointer) -> RawValue {
        if let prefix = IPPrefix.parse(Array(text.text)) { return prefix.raw(in: frame) }
        return .error("\(Value(text)) is not a network in CIDR notation", in: frame)
    }
}

extension IPPrefix {
    static func address(_ prefix: IPPrefix) -> IPAddress { prefix.address }
}
