namespace MlCi.PullRequests;

/// <summary>What MlCi says of a change: of a pull request, or of the head of a merge group.</summary>
public sealed record PullRequestReport
{
    /// <summary>The repository, <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The pull request's number; null for a merge group, which gets a check and no comment.</summary>
    public int? Number { get; init; }

    /// <summary>The commit that was judged.</summary>
    public required string HeadSha { get; init; }

    /// <summary>The commit whose rules judged it.</summary>
    public required string BaseSha { get; init; }

    /// <summary>The page of the run that made the predictions, or null.</summary>
    public Uri? Run { get; init; }

    /// <summary>Every pipeline that the change affects; none where it affects none.</summary>
    public required IReadOnlyList<JudgedPipeline> Pipelines { get; init; }

    /// <summary>The files that decide which the change itself changes: pipeline.yml, schemas, holdouts, .github. Sorted; none where it leaves the rules alone.</summary>
    public IReadOnlyList<string> ChangedRules { get; init; } = [];

    /// <summary>Why nothing could be judged at all (no artifact, one that is not to be read); null where the pipelines speak.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the change may be merged.</summary>
    public bool Passed => Failure is null && Pipelines.All(pipeline => pipeline.Passed);
}
