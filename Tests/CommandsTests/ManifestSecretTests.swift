import Foundation
import Testing

/// What stands in a manifest as a secret is in no answer and in no store.
@Suite struct ManifestSecretTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
    }

    /// Every value that must not be kept has `planted` in it, whatever its place; in Base64, `cGxhbnRlZ`.
    private static let manifests = #"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: |
              {"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"data":{"other":"cGxhbnRlZC1hcHBsaWVk"}}
        data: {password: cGxhbnRlZC1kYXRh, plain: cGxhbnRlZC1wbGFpbg==}
        stringData: {note: planted-string}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        binaryData: {store: cGxhbnRlZC1iaW5hcnk=}
        data:
          DB_PASSWORD: planted-named
          url: postgres://app:planted-url@db.example/orders
          app.properties: |
            level=debug
            db.user=app
            db.password=planted-line
          app.json: '{"level":"debug","db":{"user":"app","password":"planted-json"}}'
          blob: cGFzc3dvcmQ9cGxhbnRlZC1iYXNlNjQK
          pod.yaml: |
            kind: Pod
            spec: {containers: [{name: a, env: [{name: API_TOKEN, value: planted-pod}]}]}
          secret.yaml: |
            kind: Secret
            stringData: {note: planted-inner}
          id.pem: |
            -----BEGIN EC PRIVATE KEY-----
            plantedPlantedPlanted
            -----END EC PRIVATE KEY-----
          kept: visible-setting
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
          labels: {token: kept-label}
          annotations:
            example.com/note: "rotate: password=planted-note"
            example.com/containers: '[{"name": "a", "env": [{"name": "API_TOKEN", "value": "planted-array"}]}]'
        spec:
          selector: {matchLabels: {app: api}}
          template:
            metadata:
              labels: {app: api}
              annotations: {example.com/api-token: planted-annotation}
            spec:
              initContainers:
                - name: init
                  image: registry.example.com/token:1.4.22
                  command: [sh, -c, "curl -H 'X: y' https://x.example --user a; export DB_PASSWORD=planted-command"]
              containers:
                - name: api
                  image: registry.example.com/api:1
                  args: ["--level=debug", "--db-password=planted-flag", "--token", "planted-next", "--token-ttl=300000"]
                  env:
                    - {name: DB_PASSWORD, value: planted-env}
                    - {name: PIN_SECRET, value: 1234567890}
                    - {name: DSN, value: "Server=db;User=app;Password=planted-dsn"}
                    - {name: CONFIG, value: '[{"name": "DB_PASSWORD", "value": "planted-config"}]'}
                    - {name: STAGE, value: kept-stage}
                    - {name: DB_SECRET, valueFrom: {secretKeyRef: {name: db, key: password}}}
                  livenessProbe:
                    httpGet: {port: 80, httpHeaders: [{name: Authorization, value: Bearer planted-Header-123}]}
                  readinessProbe:
                    exec: {command: [check, --password, planted-probe]}
        ---
        apiVersion: example.com/v1
        kind: Database
        metadata: {name: orders}
        spec:
          adminPassword: planted-custom
          size: 3
          values: |
            user: app
            password: planted-values
          template: {apiVersion: v1, kind: Secret, data: {note: cGxhbnRlZC1uZXN0ZWQ=}}
        """#

    @Test func noStoreAndNoAnswerHoldsASecretOfAManifest() throws {
        try folder.write("code/app.yaml", Self.manifests)
        let scan = try kamae.run(["scan", "code", "--store", "sqlite:s.db"] + content)
        #expect(!scan.errors.contains("error:"), "\(scan.errors)")
        let find = try kamae("find", "true", "--store", "s.db", "--format", "json")
        #expect(find.lines.count == 4)
        let answers =
            [scan.output, scan.errors, find.output]
            + (try ["Secret/db", "ConfigMap/settings"].map {
                try kamae("show", "\($0)", "--store", "s.db").output
            })
        for secret in ["planted", "Planted", "cGxhbnRlZ", "cGFzc3dvcmQ9", "1234567890"] {
            for answer in answers { #expect(!answer.contains(secret), "\(secret): \(answer)") }
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasPrefix("s.db") {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(file)"))
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) stands in \(file)")
            }
        }
        for kept in ["visible-setting", "kept-stage", "kept-label", "--level=debug", "--db-password=[secret", "--token-ttl=300000", "token:1.4.22"] {
            #expect(find.output.contains(kept), "\(kept) is gone")
        }
    }

    @Test func keysKindsAndPlacesStay() throws {
        try folder.write("code/app.yaml", Self.manifests)
        try kamae.run(["scan", "code", "--store", "sqlite:s.db"] + content)
        func find(_ expression: String) throws -> Int { try kamae("find", expression, "--store", "s.db").lines.count }
        #expect(try find("asset.type == 'Secret' && 'password' in asset.properties.data && 'note' in asset.properties.stringData") == 1)
        #expect(
            try find(
                """
                asset.type == 'Deployment.apps' && asset.pod.spec.containers[0].env.exists(e, e.name == 'DB_PASSWORD' && e.Secret ==
                'named-secret' && !has(e.value)) && asset.pod == asset.properties.spec.template
                """) == 1)
        #expect(try find("asset.type == 'ConfigMap' && asset.properties.data.url == '[secret: url-password]'") == 1)
    }

    @Test func theDemoTellsNoSecretOfItsManifests() throws {
        let demo = folder.path + "/demo.db"
        let outputs = try [
            kamae("demo", "--no-serve", "--store", demo).output, kamae("demo", "--no-serve", "--format", "json").output,
            kamae("find", "true", "--store", demo, "--format", "json").output,
        ]
        #expect(outputs[2].contains("BANK_API_PASSWORD"))
        for output in outputs { #expect(!output.contains("Tsuru-to-Kame-1993")) }
        #expect(outputs[1].contains("named-secret"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: demo)).range(of: Data("Tsuru-to-Kame-1993".utf8)) == nil)
    }
}
