import Document

extension PolicyDocument {
    /// Whether the policy refuses requests that are not encrypted in transit: a Deny about everyone whose one condition is that
    /// `aws:SecureTransport` is false.
    ///
    /// Source: `reference_policies_condition-keys.html#condition-keys-securetransport`; AWS Config `s3-bucket-ssl-requests-only`;
    /// AWS Security Hub S3.5. Allowing only encrypted requests is not the same: other policies may allow the rest.
    /// A limit on `s3:TlsVersion` is another question.
    ///
    /// - Parameter action: what must be refused, `sns:Publish` or `s3:*`; nil: everything of a service.
    public func deniesInsecureTransport(action: String? = nil) -> PolicyAnswer {
        anyStatement { $0.deniesInsecureTransport(action: action) }
    }
}

extension PolicyStatement {
    /// Whether this statement refuses requests that are not encrypted: see ``PolicyDocument/deniesInsecureTransport(action:)``.
    public func deniesInsecureTransport(action: String? = nil) -> PolicyAnswer {
        denies()
            .and(namesEveryone())
            .and(action.map { covers(action: $0) } ?? coversWholeService())
            .and(coversContents())
            .and(isOnlyAboutInsecureTransport())
    }

    func coversWholeService() -> PolicyAnswer {
        let named = texts(PolicyKey.action)
        return named.isAbsent ? .unknown(element(PolicyKey.notAction) ?? rest ?? node) : named.any(ActionPattern.isWholeService)
    }

    /// A Deny that names only a bucket leaves its objects open; every other resource is named by its one ARN.
    func coversContents() -> PolicyAnswer {
        let resources = texts(PolicyKey.resource)
        guard !resources.isAbsent else { return .unknown(element(PolicyKey.notResource) ?? rest ?? node) }
        return resources.anyNode { node in
            guard node.pointee.kind == .string else {
                guard let unknown = unknown(at: node) else { return .unknown(node) }
                let isBucket = unknown.suffix.isEmpty && unknown.symbol.contains("aws_s3_bucket.")
                return unknown.suffix.hasSuffix("*") ? .yes(node) : isBucket ? .no(node) : .unknown(node)
            }
            let text = node.stringBytes
            let isBucket = text.starts(with: "arn:".utf8) && node.string.contains(":s3:::") && text.last != UInt8(ascii: "*")
            return PolicyAnswer(isBucket ? .no : .yes, node)
        }
    }

    func isOnlyAboutInsecureTransport() -> PolicyAnswer {
        let about = anyCondition { operation, key, values in
            guard PolicyStatement.isText(key.utf8, "aws:securetransport") else { return .no() }
            let wanted: StaticString
            switch operation.base {
            case .bool, .stringEquals, .stringEqualsIgnoreCase, .stringLike: wanted = "false"
            case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike: wanted = "true"
            default: return .no()
            }
            return PolicyTexts(values).any { PolicyStatement.isText($0, wanted) }
        }
        guard !about.isNo else { return about }
        // A further condition must hold as well, so that the Deny would not always apply.
        let further = anyCondition { _, key, values in
            PolicyStatement.isText(key.utf8, "aws:securetransport") ? .no() : .yes(values)
        }
        return about.and(PolicyAnswer(further.negated.verdict, further.isNo ? nil : further.node))
    }
}
