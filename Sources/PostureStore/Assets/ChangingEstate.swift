public import PostureModel

/// An estate whose assets others may change meanwhile.
public protocol ChangingEstate: Estate {
    /// Which listings were read to their end.
    var coverage: ListingCoverage { get set }

    /// Says that assets were written: what was remembered is asked anew.
    func assetsChanged()
}
