import Document
import HCL
import SourceText

/// `default_tags` of a provider: tags of whatever it makes, where a resource does not say otherwise.
///
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block
final class DefaultTags {
    /// A map; unknown where the block's own words are.
    let value: HCLValue
    /// The same, made once for all resources of the provider.
    private(set) lazy var document: Document? = Self.document(of: value) ?? Self.document(of: .unknown("default_tags", .error))

    private init(_ value: HCLValue) { self.value = value }

    /// Nil where it is too large.
    private static func document(of value: HCLValue) -> Document? {
        let builder = DocumentBuilder()
        ValueWriter(builder: builder).write(value)
        return try? builder.finish()
    }

    /// - Parameters:
    ///   - declaration: a `provider` block.
    ///   - name: for messages: `provider.aws.west`.
    ///   - evaluator: evaluates in a file of the module that has the block.
    /// - Returns: nil where the provider adds none.
    static func read(_ declaration: Declaration, name: String, _ evaluator: (SourceFile) -> Evaluator) -> DefaultTags? {
        var blocks: HCLValue?
        if let layer = declaration.layer(withBlocks: "default_tags") {
            blocks = BlockValues(evaluator: evaluator(layer.file)).blocks("default_tags", in: layer.block.body)
        } else if let setting = declaration.setting("default_tags") {
            blocks = evaluator(setting.file).evaluate(setting.expression)
        }
        let symbol = "\(name).default_tags"
        guard let blocks, !blocks.isNull else {
            // They may stand in what could not be read.
            return declaration.isIncomplete ? DefaultTags(.unknown(symbol, .error)) : nil
        }
        // One provider for each of many: which of them a resource has is not told.
        guard declaration.setting("for_each") == nil else { return DefaultTags(.unknown(symbol, .beforeApply)) }
        let block = blocks.sequence.map { $0.elements.last ?? $0.rest.map { .unknown($0) } } ?? blocks
        guard let block else { return nil }
        guard let mapping = block.mapping else { return DefaultTags(.unknown(block.unknown ?? HCLUnknown(symbol: symbol, reason: .error))) }
        guard let tags = mapping["tags"] else { return mapping.rest.map { DefaultTags(.unknown($0)) } }
        if tags.isNull { return nil }
        return DefaultTags(tags.mapping == nil && tags.unknown == nil ? .unknown(symbol, .error) : tags)
    }
}
