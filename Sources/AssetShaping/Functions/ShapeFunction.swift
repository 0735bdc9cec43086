public import Document

/// A named Swift function of asset files: writes exactly one value for the one it is given.
public typealias ShapeFunction = @Sendable (DocumentValue, DocumentBuilder) -> Void
