import PostureStore
import SourceText
import Testing

@Suite struct StoreLocationTests {
    @Test(arguments: [
        ("sqlite:a/b.db", "a/b.db"), ("a/b.db", "a/b.db"), ("/x/y.db", "/x/y.db"), ("sqlite:/x/y.db", "/x/y.db"),
        ("sqlite:///x/y.db", "/x/y.db"), ("sqlite:~/k.db", "/home/k/k.db"), ("./a:b.db", "./a:b.db"),
    ])
    func pathsAreRead(text: String, path: String) throws {
        #expect(try StoreLocation(text, home: "/home/k") == .sqlite(path: path))
    }

    @Test(arguments: [
        ("postgres://user:hunter2@host/db", "store-kind"), ("postgresql://host/db", "store-kind"), ("mysql://host", "store-kind"),
        ("", "store-location"), ("sqlite:", "store-location"), (":memory:", "store-location"), ("sqlite::memory:", "store-location"),
    ])
    func whatIsNoStoreIsADiagnostic(text: String, code: String) {
        let error = #expect(throws: Diagnostic.self) { try StoreLocation(text) }
        #expect(error?.code == code)
        #expect(error?.hint != nil)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func theOptionCountsThenTheEnvironmentThenTheDataFolder() throws {
        func resolve(_ option: String?, _ environment: [String: String]) throws -> StoreLocation {
            try StoreLocation.resolve(option: option, environment: environment)
        }
        let all = ["KAMAE_STORE": "sqlite:/e.db", "XDG_DATA_HOME": "/data", "HOME": "/home/k"]
        #expect(try resolve("/o.db", all) == .sqlite(path: "/o.db"))
        #expect(try resolve(nil, all) == .sqlite(path: "/e.db"))
        #expect(
            try resolve(nil, ["XDG_DATA_HOME": "/data", "HOME": "/home/k", "KAMAE_STORE": ""]) == .sqlite(path: "/data/kamae/kamae.db"))
        #expect(try resolve(nil, ["XDG_DATA_HOME": "rel", "HOME": "/home/k"]) == .sqlite(path: "/home/k/.local/share/kamae/kamae.db"))
        #expect(throws: Diagnostic.self) { try resolve(nil, [:]) }
    }
}
