import Document
import IaCParsers
import PostureModel
import SourceText
import Testing

@Suite struct KubernetesTests {
    private func parse(_ text: String, path: String = "m.yaml") -> IaCParsers.Result {
        IaCParsers.parse(text: SourceFile(path: path, text: text))
    }

    @Test func manifestsOfAFolderAreOneProgram() throws {
        var result = IaCParsers.parse(paths: [Fixtures.path("Kubernetes")])
        #expect(result.diagnostics.isEmpty)
        #expect(result.programs.count == 1)
        let folder = Fixtures.path("")
        for index in result.programs[0].resources.indices {
            let path = result.programs[0].resources[index].location.path
            result.programs[0].resources[index].location.path = String(path.dropFirst(folder.count))
        }
        result.programs[0].path = "Kubernetes"
        try Fixtures.expectGolden(described(result.programs[0]), "kubernetes.txt")
    }

    @Test(arguments: [
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: a}", "Pod/a", "Pod"),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: n}", "Pod/n/a", "Pod"),
        ("apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-, namespace: n}", "Job.batch/n/run-*", "Job.batch"),
        (#"{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}}"#, "Deployment.apps/a", "Deployment.apps"),
    ])
    func addresses(text: String, address: String, type: String) throws {
        let resource = try #require(parse(text).programs.first?.resources.first)
        #expect(resource.address == address)
        #expect(resource.type == type)
    }

    @Test func duplicatesAreToldApart() throws {
        let manifest = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
        let program = try #require(parse([manifest, manifest, manifest].joined(separator: "---\n")).programs.first)
        #expect(program.resources.map(\.address) == ["Pod/a", "Pod/a#2", "Pod/a#3"])
        #expect(program.codes == ["duplicate-resource", "duplicate-resource"])
        #expect(program.diagnostics.allSatisfy { $0.severity == .note })
        #expect(program.diagnostics[0].location?.start?.line == 5)
    }

    @Test func toolConfigurationIsNoManifest() {
        for text in [
            "apiVersion: v1\nkind: Config\nclusters: []", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component",
            "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster",
        ] {
            #expect(parse(text).programs.allSatisfy { $0.resources.isEmpty && $0.diagnostics.isEmpty })
        }
        let nameless = parse("apiVersion: v1\nkind: Pod\nspec: {}").programs.first
        #expect(nameless?.resources.map(\.address) == ["Pod/-"])
        #expect(nameless?.codes == ["manifest-unnamed"])
    }

    @Test(arguments: [
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n",
        "{{- if .Values.on }}\napiVersion: v1\nkind: Service\n{{- end }}\n",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include \"x\" . }}-y\n",
    ])
    func helmTemplatesAreANote(text: String) {
        let result = parse(text)
        #expect(result.programs.allSatisfy { $0.resources.isEmpty })
        #expect(result.diagnostics.map(\.code) == ["helm-template"])
        #expect(result.diagnostics.first?.severity == .note)
    }

    @Test func bracesInTextsAreNoTemplate() throws {
        let text = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {name: w}
            spec:
              message: "{{inputs.parameters.message}}"
              script: |
                {{ not a template }}
            """
        let program = try #require(parse(text).programs.first)
        #expect(program.resources.map(\.address) == ["Workflow.argoproj.io/w"])
        #expect(program.diagnostics.isEmpty)
    }

    @Test func listsAreExpandedToADepth() throws {
        let open = String(repeating: #"{"apiVersion": "v1", "kind": "List", "items": ["#, count: 20)
        let text = open + #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}"# + String(repeating: "]}", count: 20)
        #expect(parse(text, path: "m.json").programs.first?.codes == ["document-too-deep"])
        let odd = parse(#"{"apiVersion": "v1", "kind": "List", "items": [5, {"kind": "Pod"}]}"#, path: "m.json")
        #expect(odd.programs.first?.codes == ["manifest-incomplete", "manifest-incomplete"])
    }

    @Test func aBrokenDocumentLeavesTheOthers() throws {
        let program = try #require(
            parse("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: [\n").programs.first)
        #expect(program.resources.map(\.address) == ["Pod/a"])
        #expect(program.codes == ["yaml-syntax"])
    }
}
