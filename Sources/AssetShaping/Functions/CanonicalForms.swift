import Document
import PostureModel

/// Rewritings by which one thing is said in one way on every face; asset files name them under `canonical:`.
enum CanonicalForms {
    static let names: Set<String> = ["ipPermission", "networkAclEntry", "functionPolicy", "distinct"]

    static func apply(_ name: String, to properties: inout ShapedValue, at path: PropertyPath) {
        switch name {
        case "ipPermission":
            properties.rewrite(at: path.steps[...]) {
                protocolByName(&$0, member: "IpProtocol", ports: ["FromPort", "ToPort"])
                everywhere(&$0, members: ["CidrIp", "CidrIpv6"])
            }
        case "networkAclEntry":
            properties.rewrite(at: path.steps[...]) {
                protocolByName(&$0, member: "Protocol", ports: ["PortRange"])
                everywhere(&$0, members: ["CidrBlock", "Ipv6CidrBlock"])
            }
        case "functionPolicy": properties.rewrite(at: path.steps[...], FunctionPolicy.rewrite)
        case "distinct": properties.rewrite(at: path.steps[...], distinct)
        default: break
        }
    }

    /// A list in which two answers may have said the same: once is enough.
    private static func distinct(_ value: inout ShapedValue) {
        guard case .list(let elements, let from) = value, elements.count > 1 else { return }
        var seen: Set<String> = []
        let kept = elements.filter { element in
            let builder = DocumentBuilder()
            element.write(to: builder)
            guard let text = try? builder.finish().root.description else { return true }
            return seen.insert(text).inserted
        }
        value = .list(kept, from: from)
    }

    /// A rule's protocol by the name the API answers with, and no ports where every protocol is meant.
    ///
    /// Protocol numbers are IANA's; `-1` is all (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
    private static func protocolByName(_ value: inout ShapedValue, member: String, ports: [String]) {
        guard case .map(var rule) = value, let text = rule[member].text else { return }
        let names = ["all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"]
        let name = names[text.lowercased()] ?? text.lowercased()
        if name != text { rule[member] = .text(name, from: place(of: rule[member])) }
        if name == "-1" { for port in ports { rule[port] = .absent } }
        value = .map(rule)
    }

    /// The whole internet as the API answers it, however it is written: EC2 takes the bits behind the mask away, and shortens
    /// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html, CidrIp).
    private static func everywhere(_ value: inout ShapedValue, members: [String]) {
        guard case .map(var rule) = value else { return }
        for member in members {
            guard let text = rule[member].text, text.hasSuffix("/0") else { continue }
            let name = text.contains(":") ? "::/0" : "0.0.0.0/0"
            if name != text { rule[member] = .text(name, from: place(of: rule[member])) }
        }
        value = .map(rule)
    }

    private static func place(of value: ShapedValue) -> DocumentValue? {
        switch value {
        case .verbatim(let value): value
        case .text(_, let place): place
        default: nil
        }
    }
}
