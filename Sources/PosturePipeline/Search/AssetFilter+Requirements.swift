import CEL
import PostureStore

extension AssetFilter {
    /// Leaves out assets that a requirement rules out, as far as an index can say; the search looks at all others.
    ///
    /// Where a requirement is false of an asset, so is the whole condition, whatever its other parts come to. Assets of which it
    /// can't be said stay in.
    mutating func narrow(to requirement: Requirement) {
        guard requirement.path.first == "asset" else { return }
        let path = requirement.path.dropFirst()
        switch (path.count, requirement.test) {
        case (1, .equals(let texts)): narrow(path.first ?? "", to: texts)
        case (1, .startsWith(let prefix)) where path.first == "name" && namePrefix == nil: namePrefix = prefix
        case (2, .equals(let texts)) where path.first == "tags" && texts.count == 1:
            narrow(to: Tag(key: path.last ?? "", value: texts[0]))
        case (2, .equals), (2, .present), (2, .startsWith):
            if path.first == "tags" { narrow(to: Tag(key: path.last ?? "")) }
        default: break
        }
    }

    private mutating func narrow(to tag: Tag) {
        tags.append(tag)
        includesOpenTags = true
    }

    private mutating func narrow(_ field: String, to texts: [String]) {
        switch field {
        case "id": narrow(\.ids, to: texts)
        case "type": narrow(\.types, to: texts)
        case "provider": narrow(\.providers, to: texts)
        case "account": narrow(\.accounts, to: texts)
        case "region": narrow(\.regions, to: texts)
        case "name": narrow(\.names, to: texts)
        default: break
        }
    }
}
