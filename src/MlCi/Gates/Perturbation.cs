namespace MlCi.Gates;

/// <summary>What is done to the values of a column.</summary>
public enum PerturbationKind
{
    /// <summary>Normal noise is added to numbers, of so many standard deviations of the column; within the column's range, and whole where the column is.</summary>
    Noise,

    /// <summary>A share of the values is taken away.</summary>
    Nulls,

    /// <summary>A share of the values is replaced by another one of the column, as often as that occurs.</summary>
    Swap,
}

/// <summary>How a holdout is disturbed, to see which decisions flip.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Size">The standard deviations of the noise, or the share of the values.</param>
/// <param name="Columns">The columns that it is done to.</param>
public sealed record Perturbation(PerturbationKind Kind, double Size, IReadOnlyList<string> Columns)
{
    /// <summary>The word in pipeline.yml and reports.</summary>
    public string Word => WordOf(Kind);

    /// <summary>The word for a kind.</summary>
    public static string WordOf(PerturbationKind kind) => kind switch
    {
        PerturbationKind.Noise => "noise",
        PerturbationKind.Nulls => "nulls",
        _ => "swap",
    };
}
