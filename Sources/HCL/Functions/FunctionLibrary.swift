/// Terraform's own functions, by name.
public enum FunctionLibrary {
    public static let standard: [String: HCLFunction] = {
        let groups = [
            ConditionalFunctions.all, ConversionFunctions.all, CollectionFunctions.all, SequenceFunctions.all, MapFunctions.all,
            SetFunctions.all, StringFunctions.all, TrimFunctions.all, FormatFunctions.all, NumberFunctions.all, EncodingFunctions.all,
            NetworkFunctions.all, TimeFunctions.all, FileFunctions.all, DigestFunctions.all, PatternFunctions.all,
        ]
        return Dictionary(groups.joined().map { ($0.name, $0) }) { _, last in last }
    }()
}
