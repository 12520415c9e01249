namespace MlCi.Adapters.PullRequests;

/// <summary>What is judged, and by what.</summary>
public sealed record JudgeRequest
{
    /// <summary>The base's checkout, which gives the rules: pipelines, gates, schemas, holdouts with their labels.</summary>
    public required string Root { get; init; }

    /// <summary>Where the build that runs was built, which knows the packages that could be had; the checkout itself if null.</summary>
    public string? BuildRoot { get; init; }

    /// <summary>The zip files that the change's job uploaded; none where it left nothing.</summary>
    public required IReadOnlyList<string> Artifacts { get; init; }

    /// <summary>Every file that the change adds, edits, removes or moves (both names), below git's folder; from git or GitHub, not from the change's job.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>The change's commit: 40 or 64 hexadecimal digits.</summary>
    public required string HeadSha { get; init; }

    /// <summary>The commit that is checked out.</summary>
    public required string BaseSha { get; init; }

    /// <summary>
    /// The change's own pipeline.yml of each pipeline where it is known, as bytes; null where the change has none, which takes the pipeline
    /// away. It is hostile, and only its rules are read, for a second verdict that counts for nothing.
    /// </summary>
    public IReadOnlyDictionary<string, byte[]?> Proposals { get; init; } = new Dictionary<string, byte[]?>(StringComparer.Ordinal);

    /// <summary>The repository, <c>owner/name</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The pull request's number, or null.</summary>
    public int? Number { get; init; }

    /// <summary>The page of the run that made the predictions, or null.</summary>
    public Uri? Run { get; init; }

    /// <summary>Whether the change's author will read the verdict: it then uses the holdout, and is counted in the ledger that others share, where there is one.</summary>
    public bool IsTold { get; init; }

    /// <summary>How much of the artifact is looked at.</summary>
    public ArtifactLimits Limits { get; init; } = new();

    /// <summary>Print verdicts and errors only.</summary>
    public bool Quiet { get; init; }
}
