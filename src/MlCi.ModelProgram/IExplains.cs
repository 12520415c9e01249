using MlCi.Data;

namespace MlCi.Modeling;

/// <summary>A loaded model that can say what its predictions are made of. The verb <c>explain</c> and <c>mlci explain</c> ask it; serving does not.</summary>
public interface IExplains : IPredictor
{
    /// <summary>Explains predictions.</summary>
    /// <param name="rows">Rows as <see cref="IPredictor.Predict"/> gets them.</param>
    /// <returns>
    /// Row by row in the order of the rows: one for each of <see cref="IPredictor.Columns"/>. Base and contributions add up to the
    /// prediction on their scale, but for rounding.
    /// </returns>
    IReadOnlyList<Explanation> Explain(Table rows);
}

/// <summary>What one predicted number is made of.</summary>
/// <param name="Scale">The scale on which it all adds up.</param>
/// <param name="Base">The prediction on that scale where nothing is known of a row, such as its mean over the training data.</param>
/// <param name="Contributions">What each column moves it by.</param>
public sealed record Explanation(ExplanationScale Scale, double Base, IReadOnlyList<Contribution> Contributions)
{
    /// <summary>Base and contributions together: the prediction on the scale.</summary>
    public double Sum => Base + Contributions.Sum(one => one.Value);
}

/// <summary>What a column moves a prediction by.</summary>
/// <param name="Column">The column's name; of what columns do together, their names with <c> × </c> between.</param>
/// <param name="Value">By how much, on the explanation's scale.</param>
public sealed record Contribution(string Column, double Value);

/// <summary>A scale on which contributions add up.</summary>
public enum ExplanationScale
{
    /// <summary>That of the prediction itself.</summary>
    Prediction,

    /// <summary>The logarithm of the odds: the sum z stands for the probability 1 / (1 + e^−z).</summary>
    LogOdds,

    /// <summary>The natural logarithm: the sum z stands for e^z.</summary>
    Logarithm,
}
