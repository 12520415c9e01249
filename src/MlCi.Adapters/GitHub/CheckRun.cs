namespace MlCi.Adapters.GitHub;

/// <summary>A check run of a commit.</summary>
/// <param name="Id">Its id; later ones are greater.</param>
/// <param name="ExternalId">What its maker calls it. A job of a workflow, whatever its name, cannot choose it.</param>
/// <param name="IsCompleted">Whether it has a conclusion.</param>
/// <param name="Annotations">How many annotations it has.</param>
internal sealed record CheckRun(long Id, string? ExternalId, bool IsCompleted, int Annotations);

/// <summary>What a check run shall be, or say, from now on.</summary>
/// <param name="Passed">Whether it passed; null while it is in progress. There is no third conclusion: <c>neutral</c> and <c>skipped</c> satisfy a required check.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">Its summary, in Markdown.</param>
internal sealed record CheckRunChange(bool? Passed, string Title, string Summary)
{
    /// <summary>More, in Markdown, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The page with the details, or null.</summary>
    public Uri? Details { get; init; }

    /// <summary>At most 50 annotations, in addition to those that are there.</summary>
    public IReadOnlyList<CheckAnnotation> Annotations { get; init; } = [];

    /// <summary>GitHub's word for the state.</summary>
    public string Status => Passed is null ? "in_progress" : "completed";

    /// <summary>GitHub's word for the conclusion, or null.</summary>
    public string? Conclusion => Passed switch { true => "success", false => "failure", null => null };
}

/// <summary>A remark at lines of a file. It has no columns: GitHub refuses them where there are several lines.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="StartLine">The first line, from 1.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Title">At most 255 characters; may be empty.</param>
/// <param name="Message">What there is to say.</param>
internal sealed record CheckAnnotation(string Path, int StartLine, int EndLine, CheckLevel Level, string Title, string Message);

/// <summary>How bad a remark is.</summary>
internal enum CheckLevel
{
    /// <summary>To be known.</summary>
    Notice,

    /// <summary>To be looked at.</summary>
    Warning,

    /// <summary>To be mended.</summary>
    Failure,
}

/// <summary>A commit's status, for tools that read no check runs.</summary>
/// <param name="Context">Its name.</param>
/// <param name="Passed">Whether it passed; null while it is pending.</param>
/// <param name="Description">At most 140 characters.</param>
/// <param name="Details">The page with the details, or null.</param>
internal sealed record CommitStatus(string Context, bool? Passed, string Description, Uri? Details)
{
    /// <summary>GitHub's word.</summary>
    public string State => Passed switch { true => "success", false => "failure", null => "pending" };
}
