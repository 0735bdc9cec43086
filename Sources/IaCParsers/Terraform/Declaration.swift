import HCL
import SourceText

/// A block with all that override files say of it.
struct Declaration: Sendable {
    /// One block's body and the file it stands in.
    struct Layer: Sendable {
        var block: Block
        var file: SourceFile
    }

    /// An attribute and the file it stands in.
    struct Setting: Sendable {
        var expression: Expression
        var range: SourceRange
        var file: SourceFile
        var location: SourceLocation { file.location(range) }
    }

    let base: Layer
    /// What override files say, the last one first: it wins.
    private var overrides: [Layer] = []

    init(block: Block, file: SourceFile) { base = Layer(block: block, file: file) }

    var block: Block { base.block }
    var file: SourceFile { base.file }
    var location: SourceLocation { file.location(block.range) }
    var labels: [Label] { block.labels }

    mutating func add(override: Layer) { overrides.insert(override, at: 0) }

    /// An attribute, from the file that has the last word.
    func setting(_ name: String) -> Setting? {
        for layer in overrides {
            if let found = Self.setting(name, in: layer) { return found }
        }
        return Self.setting(name, in: base)
    }

    private static func setting(_ name: String, in layer: Layer) -> Setting? {
        layer.block.body.attribute(name).map { Setting(expression: $0.expression, range: $0.range, file: layer.file) }
    }

    /// The body whose blocks of that type count: an override replaces all of one type; nil where there are none.
    func layer(withBlocks type: String) -> Layer? {
        for layer in overrides where BlockValues.has(type, in: layer.block.body) { return layer }
        return BlockValues.has(type, in: block.body) ? base : nil
    }

    /// Every name that is said, attributes first, in the order of the files.
    var argumentNames: [String] {
        var names: [String] = []
        for layer in [base] + overrides.reversed() {
            for attribute in layer.block.body.attributes where overrides.isEmpty || !names.contains(attribute.name.text) {
                names.append(attribute.name.text)
            }
        }
        for layer in [base] + overrides.reversed() {
            for block in layer.block.body.blocks {
                let type = BlockValues.type(of: block)
                if !names.contains(type) { names.append(type) }
            }
        }
        return names
    }

    /// True where something inside could not be read.
    var isIncomplete: Bool { block.body.isIncomplete || overrides.contains { $0.block.body.isIncomplete } }
}
