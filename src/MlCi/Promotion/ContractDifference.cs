namespace MlCi.Promotion;

/// <summary>In what two data contracts differ for whoever calls the model.</summary>
/// <param name="Breaking">What old callers trip over, such as <c>column 'plan' is required now</c>.</param>
/// <param name="Other">What they need not notice.</param>
public sealed record ContractDifference(IReadOnlyList<string> Breaking, IReadOnlyList<string> Other)
{
    /// <summary>No difference.</summary>
    public static ContractDifference None { get; } = new([], []);

    /// <summary>How far it moves a version.</summary>
    public VersionStep Step => Breaking.Count > 0 ? VersionStep.Major : Other.Count > 0 ? VersionStep.Minor : VersionStep.None;
}
