using System.Text.Json.Serialization;

namespace MlCi.Gates;

/// <summary>
/// One decision on a holdout, as its ledger keeps it. Holdout, model, rules and the champion that was compared with name it: what
/// is decided again about the same tells nothing new, so it costs nothing. Where only predictions are known, they stand for the model.
/// </summary>
public sealed record HoldoutDecision
{
    /// <summary>The digest of the holdout's rows, however its file is written.</summary>
    public required string Holdout { get; init; }

    /// <summary>The model's digest; where only the predictions are known, as a model is only claimed, theirs.</summary>
    public required string Model { get; init; }

    /// <summary>The digest of the file of predictions; null where an earlier version wrote the decision.</summary>
    public string? Predictions { get; init; }

    /// <summary>The digest of the rules.</summary>
    public required string Rules { get; init; }

    /// <summary>The digest of the champion that the model was compared with, or null where nothing was compared.</summary>
    public string? Champion { get; init; }

    /// <summary>Whether the model passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>The word of the mode that it was decided in.</summary>
    public required string Mode { get; init; }

    /// <summary>The chance of a wrong pass that it took.</summary>
    public required double Alpha { get; init; }

    /// <summary>The git commit, or null outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>Whether nobody knows the model.</summary>
    [JsonIgnore]
    public bool IsOfPredictionsAlone => Model == Predictions;

    /// <summary>What names it: by its model, where that is known, and by its predictions.</summary>
    [JsonIgnore]
    internal IEnumerable<(string Holdout, string Rules, string? Champion, bool IsModel, string Digest)> Names
    {
        get
        {
            if (!IsOfPredictionsAlone)
                yield return (Holdout, Rules, Champion, true, Model);
            if (Predictions is not null)
                yield return (Holdout, Rules, Champion, false, Predictions);
        }
    }

    /// <summary>Whether another is the same decision, whatever came of it.</summary>
    public bool IsSame(HoldoutDecision other) =>
        // Two models may predict the same of a holdout and be as good as one another nowhere else: both known, they are two.
        Names.Intersect(other.Names).Any(name => name.IsModel || IsOfPredictionsAlone || other.IsOfPredictionsAlone);
}
