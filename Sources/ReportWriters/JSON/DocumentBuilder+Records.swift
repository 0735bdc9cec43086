import Document

extension DocumentBuilder {
    /// A member that is a text, or null.
    func say(_ key: String, _ text: String?) {
        self.key(key)
        if let text { string(text) } else { null() }
    }

    func map(_ members: () -> Void) {
        beginMap()
        members()
        endMap()
    }
}
