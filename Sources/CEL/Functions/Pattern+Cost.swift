/// What patterns cost, in the steps that evaluations count. Measured on RE2 (2022-12-01): its automaton reads 0.6 to 2 ns a byte;
/// where the automaton does not fit, all the program's instructions are gone through for every byte, at 1.8 ns each.
extension Pattern {
    /// Programs beyond this size are taken to leave the automaton; smaller ones rarely do.
    static let slowSize = 256

    /// To match a text of so many bytes.
    func steps(_ length: Int) -> Int { Pattern.steps(length, size: size) }

    static func steps(_ length: Int, size: Int) -> Int {
        guard size > slowSize else { return (1 &+ length / 16) &* max(1, size / 16) }
        let product = length.multipliedReportingOverflow(by: size)
        return 1 &+ (product.overflow ? .max : product.partialValue) / 6
    }

    /// To compile it.
    var compilationSteps: Int { Pattern.compilationSteps(size) }

    static func compilationSteps(_ size: Int) -> Int { 100 &+ 10 &* size }
}
