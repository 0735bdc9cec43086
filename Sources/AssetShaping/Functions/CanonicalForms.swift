import Document
import PostureModel

/// Rewritings by which one thing is said in one way on every face; asset files name them under `canonical:`.
enum CanonicalForms {
    static let names: Set<String> = ["ipPermission", "functionPolicy"]

    static func apply(_ name: String, to properties: inout ShapedValue, at path: PropertyPath) {
        switch name {
        case "ipPermission": properties.rewrite(at: path.steps[...], ipPermission)
        case "functionPolicy": properties.rewrite(at: path.steps[...], FunctionPolicy.rewrite)
        default: break
        }
    }

    /// A security group rule: protocols by the names the API answers with, no ports where every protocol is meant.
    ///
    /// Protocol numbers are IANA's; `-1` is all (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
    private static func ipPermission(_ value: inout ShapedValue) {
        guard case .map(var rule) = value else { return }
        if let text = rule["IpProtocol"].text {
            let names = ["all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"]
            let name = names[text.lowercased()] ?? text.lowercased()
            if name != text {
                var from: DocumentValue?
                if case .verbatim(let value) = rule["IpProtocol"] { from = value }
                rule["IpProtocol"] = .text(name, from: from)
            }
            if name == "-1" {
                rule["FromPort"] = .absent
                rule["ToPort"] = .absent
            }
        }
        value = .map(rule)
    }
}
