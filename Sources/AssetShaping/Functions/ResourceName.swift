import Document

/// The name at the end of an ARN or a URL: `arn:aws:sqs:eu-west-1:111122223333:orders` and
/// `https://sqs.eu-west-1.amazonaws.com/111122223333/orders` are `orders`.
enum ResourceName {
    static let shape: ShapeFunction = { value, builder in
        guard let text = value.string else { return value.unknown.map { builder.unknown($0) } ?? builder.null() }
        let last = text.split { $0 == ":" || $0 == "/" }.last.map(String.init) ?? text
        builder.string(last)
    }
}
