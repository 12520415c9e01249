namespace MlCi.Modeling;

/// <summary>What a predictor's numbers are, by the columns that MlCi reads them from.</summary>
public static class PredictionColumns
{
    /// <summary>A binary task: the probability of the positive label.</summary>
    public static IReadOnlyList<string> Score { get; } = ["score"];

    /// <summary>A regression: the predicted number.</summary>
    public static IReadOnlyList<string> Number { get; } = ["prediction"];

    /// <summary>A task of several classes: the probability of each.</summary>
    /// <param name="classes">The label's values, in the order of the probabilities.</param>
    public static IReadOnlyList<string> Classes(IEnumerable<string> classes) => [.. classes.Select(name => "p_" + name)];
}
