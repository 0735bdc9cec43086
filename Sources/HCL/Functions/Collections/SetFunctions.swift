/// Set algebra.
enum SetFunctions {
    private static let first = HCLFunction.Parameter("first_set", .set(.dynamic))
    private static let others = HCLFunction.Parameter("other_sets", .set(.dynamic))

    static let all: [HCLFunction] = [
        HCLFunction(
            "setunion", [.init("first_set", .set(.dynamic), allowsUnknown: true)],
            variadic: .init("other_sets", .set(.dynamic), allowsUnknown: true), takesRest: true
        ) { (arguments) throws(FunctionFailure) in
            var builder = SequenceBuilder()
            for value in arguments.values {
                if let sequence = value.sequence { builder.append(contentsOf: sequence) }
                if let unknown = value.unknown { builder.append(rest: unknown) }
            }
            return try makeSet(builder.finish())
        },
        HCLFunction("setintersection", [first], variadic: others) { (arguments) throws(FunctionFailure) in
            let sets = try knownSets(arguments)
            let common = sets.dropFirst().map { Set($0) }
            return .set(sets[0].filter { element in common.allSatisfy { $0.contains(element) } })
        },
        HCLFunction("setsubtract", [.init("a", .set(.dynamic)), .init("b", .set(.dynamic))]) { (arguments) throws(FunctionFailure) in
            let sets = try knownSets(arguments)
            let taken = Set(sets[1])
            return .set(sets[0].filter { !taken.contains($0) })
        },
        HCLFunction("setproduct", variadic: .init("sets", .dynamic)) { (arguments) throws(FunctionFailure) in
            guard arguments.count >= 2 else { throw .invalid("at least two sets are needed") }
            var lists: [[HCLValue]] = []
            var total = 1
            var allSets = true
            for index in 0..<arguments.count {
                let elements = try arguments.elements(index)
                if case .set = arguments[index].kind {} else { allSets = false }
                lists.append(elements)
                let (product, overflow) = total.multipliedReportingOverflow(by: elements.count)
                total = overflow ? Int.max : product
                try arguments.check(elements: total)
            }
            var rows: [[HCLValue]] = [[]]
            for elements in lists { rows = rows.flatMap { row in elements.map { row + [$0] } } }
            let products = rows.map { HCLValue.tuple($0) }
            return allSets ? .set(products) : try list(products)
        },
    ]

    private static func makeSet(_ sequence: HCLSequence) throws(FunctionFailure) -> HCLValue {
        do throws(ConversionFailure) { return try HCLValue(.tuple(sequence)).converted(to: .set(.dynamic)) } catch {
            throw .invalid(error.text)
        }
    }

    private static func list(_ values: [HCLValue]) throws(FunctionFailure) -> HCLValue {
        do throws(ConversionFailure) { return try HCLValue.tuple(values).converted(to: .list(.dynamic)) } catch {
            throw .invalid(error.text)
        }
    }

    /// The elements of all arguments as elements of one type; nothing is said where one of them is not known.
    private static func knownSets(_ arguments: FunctionArguments) throws(FunctionFailure) -> [[HCLValue]] {
        for value in arguments.values { if let unknown = value.firstUnknown { throw .unknown(unknown) } }
        let types = arguments.values.map(\.type)
        guard let common = HCLType.unify(types) else { throw .invalid("the sets must have elements of one type") }
        var sets: [[HCLValue]] = []
        for value in arguments.values {
            do throws(ConversionFailure) { sets.append(try value.converted(to: common).sequence?.elements ?? []) } catch {
                throw .invalid(error.text)
            }
        }
        return sets
    }
}
