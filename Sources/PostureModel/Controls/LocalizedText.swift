/// A text in the languages Kamae speaks.
public struct LocalizedText: Sendable, Hashable {
    public enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case japanese = "ja"
    }

    public var english: String
    public var japanese: String

    public init(english: String, japanese: String) {
        self.english = english
        self.japanese = japanese
    }

    public subscript(language: Language) -> String {
        language == .japanese ? japanese : english
    }
}
