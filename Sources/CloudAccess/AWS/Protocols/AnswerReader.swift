import Document
import SourceText

/// An answer that does not say what its operation promises.
struct AnswerFailure: Error {
    /// A web page stands where an answer should.
    var isWebPage = false
    var message: String
}

/// Reads an operation's successful answer into a document whose keys are the model's member names.
struct AnswerReader {
    let model: ServiceModel
    let operation: Operation
    let limits: DocumentLimits

    /// - Throws: ``AnswerFailure`` for a web page, an empty or broken body, or a body of another kind.
    func read(_ answer: HTTPAnswer) throws(AnswerFailure) -> Document {
        if !hasBlobPayload, AnswerReader.isWebPage(answer) {
            throw AnswerFailure(isWebPage: true, message: "a web page came instead of an answer")
        }
        let builder = ReaderPool.shared.takeBuilder(limits: limits)
        defer { ReaderPool.shared.put(builder) }
        // Evidence names the call: every value of the document comes from it.
        _ = builder.source(.call("\(model.service):\(operation.name)", time: answer.time.rfc3339))
        builder.beginMap()
        switch model.wireProtocol {
        case .query, .ec2: try readWrapped(answer, into: builder)
        case .json: try readJSONBody(answer, into: builder)
        case .restJSON, .restXML: try readRest(answer, into: builder)
        }
        builder.endMap()
        do {
            return try builder.finish()
        } catch {
            throw AnswerFailure(message: error.message)
        }
    }

    /// The answer's body is somebody's data, which may well be a web page.
    private var hasBlobPayload: Bool {
        guard let output = operation.output.map({ model.shapes[$0] }), let payload = output.payload else { return false }
        return output.member(payload).map { model.shapes[$0.shape].kind == .blob } ?? false
    }

    // MARK: query and ec2

    private func readWrapped(_ answer: HTTPAnswer, into builder: DocumentBuilder) throws(AnswerFailure) {
        let tree = try AnswerReader.xml(answer.body, limits: limits)
        let rootName = tree.name(of: tree.root)
        guard rootName.hasPrefix(operation.name) else {
            throw AnswerFailure(message: "the answer begins with <\(rootName)>, not with <\(operation.name)Response>")
        }
        guard let output = operation.output else { return }
        var start = tree.root
        if let wrapper = operation.resultWrapper {
            guard let found = tree.child(of: start, named: wrapper) else {
                // A result without members may be left out whole.
                if model.shapes[output].members.isEmpty { return }
                throw AnswerFailure(message: "the answer has no <\(wrapper)>")
            }
            start = found
        }
        try XMLAnswerReader(model: model, tree: tree, builder: builder).readMembers(of: output, at: start)
    }

    // MARK: json

    private func readJSONBody(_ answer: HTTPAnswer, into builder: DocumentBuilder) throws(AnswerFailure) {
        guard let output = operation.output, !model.shapes[output].members.isEmpty else { return }
        let raw = try AnswerReader.json(answer.body, limits: limits)
        try raw.withRoot { root throws(AnswerFailure) in
            guard root.pointee.kind == .map else { throw AnswerFailure(message: "the answer is not a JSON object") }
            try JSONAnswerReader(model: model, builder: builder).readMembers(of: output, at: root)
        }
    }

    // MARK: rest-json and rest-xml

    private func readRest(_ answer: HTTPAnswer, into builder: DocumentBuilder) throws(AnswerFailure) {
        guard let index = operation.output else { return }
        let shape = model.shapes[index]
        let headers = HeaderReader(model: model, answer: answer, builder: builder)
        for member in shape.members where member.location != nil { try headers.read(member) }
        if let payload = shape.payload {
            guard let member = shape.member(payload) else { return }
            try readPayload(answer, member: member, into: builder)
        } else if shape.members.contains(where: { $0.location == nil }) {
            try readRestBody(answer, shape: index, into: builder)
        }
    }

    private func readPayload(_ answer: HTTPAnswer, member: Member, into builder: DocumentBuilder) throws(AnswerFailure) {
        let kind = model.shapes[member.shape].kind
        if answer.body.isEmpty, kind != .blob {
            // 204 says by itself that there is nothing to read; anything else does not.
            if answer.status == 204 { return }
            throw AnswerFailure(message: "the answer is empty")
        }
        if kind == .string || kind == .blob {
            builder.key(member.symbol)
            let text = kind == .blob ? Base64.encode(answer.body) : String(decoding: answer.body, as: UTF8.self)
            builder.string(text)
            return
        }
        if model.wireProtocol == .restXML {
            let tree = try AnswerReader.xml(answer.body, limits: limits)
            builder.key(member.symbol)
            try XMLAnswerReader(model: model, tree: tree, builder: builder).read(member, at: tree.root)
        } else {
            let raw = try AnswerReader.json(answer.body, limits: limits)
            try raw.withRoot { root throws(AnswerFailure) in
                guard root.pointee.kind != .null else { return }
                builder.key(member.symbol)
                try JSONAnswerReader(model: model, builder: builder).read(member, at: root)
            }
        }
    }

    private func readRestBody(_ answer: HTTPAnswer, shape: Int, into builder: DocumentBuilder) throws(AnswerFailure) {
        // 204 says by itself that there is nothing to read.
        if answer.status == 204, answer.body.isEmpty { return }
        if model.wireProtocol == .restJSON {
            let raw = try AnswerReader.json(answer.body, limits: limits)
            try raw.withRoot { root throws(AnswerFailure) in
                guard root.pointee.kind == .map else { throw AnswerFailure(message: "the answer is not a JSON object") }
                try JSONAnswerReader(model: model, builder: builder).readMembers(of: shape, at: root)
            }
            return
        }
        let tree = try AnswerReader.xml(answer.body, limits: limits)
        let reader = XMLAnswerReader(model: model, tree: tree, builder: builder)
        if operation.isUnwrapped {
            let inBody = model.shapes[shape].members.filter { $0.location == nil }
            guard let member = inBody.first, tree.hasName(tree.root, member.xmlName) else {
                throw AnswerFailure(message: "the answer begins with <\(tree.name(of: tree.root))>")
            }
            builder.key(member.symbol)
            return builder.string(tree.text(of: tree.root))
        }
        let known = try reader.readMembers(of: shape, at: tree.root)
        if known == 0, tree.elements[tree.root].childCount > 0 {
            throw AnswerFailure(message: "nothing in <\(tree.name(of: tree.root))> belongs to \(operation.name)'s answer")
        }
    }

    // MARK: Bodies

    static func xml(_ body: [UInt8], limits: DocumentLimits) throws(AnswerFailure) -> XMLTree {
        if body.isEmpty { throw AnswerFailure(message: "the answer is empty") }
        do {
            return try XMLReader.read(body, depthLimit: min(limits.depth, 200))
        } catch {
            throw AnswerFailure(message: "the answer is not well-formed XML: \(error)")
        }
    }

    static func json(_ body: [UInt8], limits: DocumentLimits) throws(AnswerFailure) -> Document {
        if body.isEmpty { throw AnswerFailure(message: "the answer is empty") }
        do {
            return try Document(json: body, limits: limits)
        } catch {
            throw AnswerFailure(message: "the answer is not JSON: \(error.message)")
        }
    }

    /// Whether a body is a web page: by its first tag, since the content type is as wrong as the page is.
    static func isWebPage(_ answer: HTTPAnswer) -> Bool {
        let start = answer.body.prefix(256).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard start.first == 0x3C else { return false }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
    }
}
