namespace MlCi.Promotion;

/// <summary>What a model was made of, as far as its version depends on it; null where nobody knows.</summary>
/// <param name="Data">The digest of the training data.</param>
/// <param name="Params">The trainer's parameters and seed, in any text that is the same for the same.</param>
/// <param name="Code">The digest of the program's sources.</param>
public sealed record VersionInputs(string? Data, string? Params, string? Code);

/// <summary>All that decides on the version of a new model.</summary>
/// <param name="Last">The highest version that is registered, or null where there is none.</param>
/// <param name="Before">What that one was made of; null where it does not say.</param>
/// <param name="Now">What the new one is made of.</param>
/// <param name="Contract">In what their contracts differ.</param>
/// <param name="Commits">The commits since, as far as they touch the pipeline; null where the history does not reach back to that one.</param>
public sealed record VersionEvidence(
    SemanticVersion? Last, VersionInputs? Before, VersionInputs Now, ContractDifference Contract, IReadOnlyList<ConventionalCommit>? Commits);

/// <summary>A version and why it is that one.</summary>
/// <param name="Version">The version.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Because">What moved it, the farthest first.</param>
public sealed record VersionDecision(SemanticVersion Version, VersionOrigin Origin, IReadOnlyList<string> Because);

/// <summary>Where a version comes from.</summary>
public enum VersionOrigin
{
    /// <summary>A release tag on the commit.</summary>
    Tag,

    /// <summary>What changed since the last one.</summary>
    Computed,
}

/// <summary>Decides the version of a new model: a release tag's, else that of the last one, moved by what changed since.</summary>
public static class VersionRule
{
    private const int MostReasons = 20;
    private const int ShortId = 8;

    /// <summary>The version of a model that a release tag names.</summary>
    /// <param name="release">The tag's version.</param>
    /// <param name="tag">The tag.</param>
    public static VersionDecision Released(SemanticVersion release, string tag) => new(release, VersionOrigin.Tag, [$"release tag {tag}"]);

    /// <summary>
    /// The version of a model that no tag names: major where the contract breaks callers or a commit says so; minor where contract, data,
    /// parameters or code changed or a commit brings a feature; else, made again of the same inputs, patch. The first is 0.1.0.
    /// </summary>
    public static VersionDecision Computed(VersionEvidence evidence)
    {
        if (evidence.Last is not { } last)
            return new VersionDecision(SemanticVersion.First, VersionOrigin.Computed, ["the first"]);
        (VersionStep Step, string Why)[] changes =
        [
            .. evidence.Contract.Breaking.Select(why => (VersionStep.Major, $"schema.json: {why}")),
            .. evidence.Contract.Other.Select(why => (VersionStep.Minor, $"schema.json: {why}")),
            .. Inputs(evidence.Before, evidence.Now),
            .. (evidence.Commits ?? []).Where(commit => commit.Step != VersionStep.None)
                .Select(commit => (commit.Step, $"{commit.Id[..Math.Min(commit.Id.Length, ShortId)]} {commit.Subject}")),
        ];
        VersionStep step = changes.Select(change => change.Step).DefaultIfEmpty(VersionStep.Patch).Max();
        string[] reasons = [.. changes.OrderByDescending(change => change.Step).Select(change => $"{Word(change.Step)}: {change.Why}")];
        return new VersionDecision(last.Next(step), VersionOrigin.Computed,
        [
            .. reasons.Length == 0 ? [$"patch: made again of the same inputs as {last}"] : reasons.Take(MostReasons),
            .. reasons.Length > MostReasons ? [$"and {reasons.Length - MostReasons} more"] : Array.Empty<string>(),
            .. evidence.Commits is null ? [$"the commits since {last} are not known here: by digests alone"] : Array.Empty<string>(),
        ]);
    }

    private static IEnumerable<(VersionStep, string)> Inputs(VersionInputs? before, VersionInputs now)
    {
        if (before is null)
        {
            yield return (VersionStep.Minor, "what the last one was made of is not known");
            yield break;
        }

        foreach ((string name, string? old, string? current) in new[] { ("data", before.Data, now.Data), ("params", before.Params, now.Params), ("code", before.Code, now.Code) })
        {
            if (old != current)
                yield return (VersionStep.Minor, $"{name} changed");
        }
    }

    private static string Word(VersionStep step) => step.ToString().ToLowerInvariant();
}
