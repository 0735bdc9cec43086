/// `tostring` and its like, and the marks of secrets.
enum ConversionFunctions {
    static let all: [HCLFunction] = [
        conversion("tostring", .string), conversion("tonumber", .number), conversion("tobool", .bool),
        conversion("tolist", .list(.dynamic)), conversion("toset", .set(.dynamic)), conversion("tomap", .map(.dynamic)),
        HCLFunction("sensitive", [any], keepsMarks: true) { (arguments) throws(FunctionFailure) in arguments[0].marked(true) },
        HCLFunction("nonsensitive", [any], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            var value = arguments[0]
            value.isSensitive = false
            return value
        },
        HCLFunction("issensitive", [any], returns: .bool, keepsMarks: true) { (arguments) throws(FunctionFailure) in
            if !arguments[0].isSensitive, let unknown = arguments[0].unknown { throw .unknown(unknown) }
            return .bool(arguments[0].isSensitive)
        },
        // An ephemeral value is never stored; this evaluation has none, so every value comes back as it is.
        HCLFunction("ephemeralasnull", [any], keepsMarks: true) { (arguments) throws(FunctionFailure) in arguments[0] },
    ]

    private static let any = HCLFunction.Parameter("value", .dynamic, allowsNull: true, allowsUnknown: true)

    private static func conversion(_ name: String, _ type: HCLType) -> HCLFunction {
        HCLFunction(
            name, [.init("v", .dynamic, allowsNull: true, allowsUnknown: true)], returns: type, keepsMarks: true
        ) { (arguments) throws(FunctionFailure) in
            do throws(ConversionFailure) { return try arguments[0].converted(to: type) } catch {
                throw .invalid(error.text, argument: 0)
            }
        }
    }
}
