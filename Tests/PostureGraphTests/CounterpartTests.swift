import Document
import PostureModel
import Testing

@testable import PostureGraph

@Suite struct CounterpartTests {
    let types = ["Thing": Estate.type("Thing"), "Setting": Estate.type("Setting", singleton: true)]

    @Test func idComesFirst() throws {
        let counterparts = Counterparts(
            declared: [try Estate.declared(#"{"Name": "b"}"#, id: "arn:a")],
            observed: [try Estate.observed(#"{"Name": "b"}"#, id: "arn:b"), try Estate.observed(#"{"Name": "a"}"#, id: "arn:a")],
            types: types)
        #expect(counterparts.pairs == [Counterparts.Pair(declared: 0, observed: 1)])
        #expect(counterparts.observedOnly == [0])
    }

    @Test func keyThenNameTag() throws {
        let counterparts = Counterparts(
            declared: [try Estate.declared(#"{"Name": "b"}"#), try Estate.declared("{}", tags: #"{"Name": "tagged"}"#)],
            observed: [try Estate.observed("{}", id: "arn:t", tags: #"{"Name": "tagged"}"#), try Estate.observed(#"{"Name": "b"}"#)],
            types: types)
        #expect(counterparts.pairs == [Counterparts.Pair(declared: 0, observed: 1), Counterparts.Pair(declared: 1, observed: 0)])
        #expect(counterparts.declaredOnly.isEmpty && counterparts.observedOnly.isEmpty && counterparts.undecided.isEmpty)
    }

    @Test func theSameNameInAnotherRegionIsAnotherThing() throws {
        let counterparts = Counterparts(
            declared: [try Estate.declared(#"{"Name": "b"}"#, region: "there")], observed: [try Estate.observed(#"{"Name": "b"}"#)],
            types: types)
        #expect(counterparts.pairs.isEmpty)
        #expect(counterparts.declaredOnly == [0])
        #expect(counterparts.observedOnly == [0])
    }

    @Test func settingsOfAnAccountMeetWhateverTheySay() throws {
        let counterparts = Counterparts(
            declared: [try Estate.declared(#"{"Name": "14"}"#, type: "Setting")],
            observed: [try Estate.observed(#"{"Name": "6"}"#, type: "Setting", region: nil)], types: types)
        #expect(counterparts.pairs.count == 1)
    }

    @Test func twoThatCouldBeMeantAreNeither() throws {
        let twice = [try Estate.observed(#"{"Name": "b"}"#, id: "1"), try Estate.observed(#"{"Name": "b"}"#, id: "2", region: "there")]
        let counterparts = Counterparts(declared: [try Estate.declared(#"{"Name": "b"}"#)], observed: twice, types: types)
        #expect(counterparts.pairs.isEmpty)
        #expect(counterparts.undecided == [0])
        #expect(counterparts.declaredOnly.isEmpty && counterparts.observedOnly.isEmpty)
    }

    @Test func twoThatClaimTheSameAreNeither() throws {
        let counterparts = Counterparts(
            declared: [try Estate.declared(#"{"Name": "b"}"#, id: "1"), try Estate.declared(#"{"Name": "b"}"#, id: "2")],
            observed: [try Estate.observed(#"{"Name": "b"}"#)], types: types)
        #expect(counterparts.pairs.isEmpty)
        #expect(counterparts.undecided == [0, 1])
        #expect(counterparts.observedOnly.isEmpty)
    }

    @Test func whatHasNoNameInCodeIsNeitherMissingNorIsTheOtherUndeclared() throws {
        let name = Unknown.knownAfterApply("random_id.x.hex", "made when applied", exists: true)
        let counterparts = Counterparts(
            declared: [try Estate.declared("{}", unknown: ["Name": name])], observed: [try Estate.observed(#"{"Name": "b"}"#)],
            types: types)
        #expect(counterparts.undecided == [0])
        #expect(counterparts.declaredOnly.isEmpty && counterparts.observedOnly.isEmpty)
    }
}
