import CloudAccess
import Document
import PostureModel
import SourceText

/// Makes the calls about one item.
struct ItemReader {
    let account: AWSAccount
    let region: String
    let item: Document
    let desk: CallDesk
    /// What messages call it.
    let name: String

    /// - Parameter listingRegion: where the item was listed.
    func answers(
        _ stages: [[LiveFace.NamedCall]], listingRegion: String
    ) async -> [String: ObservedResource.Answer] {
        var variables = CallVariables(account: account, region: region, item: item.root)
        for stage in stages {
            if stage.count == 1 {
                variables.answers[stage[0].name] = await answer(stage[0], variables, listingRegion)
                continue
            }
            let known = variables
            await withTaskGroup(of: (String, ObservedResource.Answer).self) { group in
                for call in stage { group.addTask { (call.name, await answer(call, known, listingRegion)) } }
                for await (name, answer) in group { variables.answers[name] = answer }
            }
        }
        return variables.answers
    }

    private func answer(
        _ named: LiveFace.NamedCall, _ variables: CallVariables, _ listingRegion: String
    ) async -> ObservedResource.Answer {
        // Asked where the region was looked for, so that it is asked once.
        let region = named.call.name == ItemPlace.locationCall.name ? listingRegion : region
        guard let path = named.each else { return await answer(named.call, variables, region) }
        switch variables.find(path) {
        case .absent: return .absent
        case .unknown(let unknown): return .notCollected(unknown)
        case .text: return .absent
        case .value(let list): return await answers(named.call, CallVariables.elements(list, []), variables, region)
        case .many(let values): return await answers(named.call, values.flatMap { CallVariables.elements($0, []) }, variables, region)
        }
    }

    private func answer(
        _ call: LiveFace.Call, _ variables: CallVariables, _ region: String
    ) async -> ObservedResource.Answer {
        switch CallInput(call.input, variables) {
        case .absent: return .absent
        case .unknown(let unknown): return .notCollected(unknown)
        case .ready(let input):
            do {
                return .document(try await desk.answer(call, region: region, input: input))
            } catch {
                if call.absentCodes.contains(error.code) { return .absent }
                return .notCollected(desk.fail(error, call, asset: name))
            }
        }
    }

    /// One answer an element: a list of maps, `of` being the element and `answer` what was said of it.
    private func answers(
        _ call: LiveFace.Call, _ elements: [DocumentValue], _ variables: CallVariables, _ region: String
    ) async -> ObservedResource.Answer {
        let builder = DocumentBuilder()
        builder.beginList()
        for element in elements {
            var variables = variables
            variables.each = element
            let answer = await answer(call, variables, region)
            builder.beginMap()
            builder.key("of")
            builder.copy(element)
            switch answer {
            case .absent: break
            case .document(let document):
                builder.key("answer")
                builder.copy(document.root)
            case .notCollected(let unknown):
                builder.key("answer")
                builder.unknown(unknown)
            }
            builder.endMap()
        }
        builder.endList()
        do {
            return .document(try builder.finish())
        } catch {
            return .notCollected(.notCollected(call: call.name, error: error.message))
        }
    }
}
