using MlCi.PullRequests;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// The check run that blocks a pull request, with a status of the same name for tools that read statuses. It is in progress from the start,
/// so that nothing is merged before it ends, and ends with success or failure. It is ours by its external id: a change could name a job of
/// its own like it.
/// </summary>
/// <param name="gitHub">The repository.</param>
internal sealed class CheckRunPost(IGitHub gitHub)
{
    /// <summary>The name of the check run and the status.</summary>
    public const string Name = CheckSummary.Name;

    /// <summary>What makes a check run ours.</summary>
    public const string ExternalId = "mlci:gate";

    /// <summary>Says that a commit is being judged.</summary>
    /// <param name="sha">The commit.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="details">The page with the details, or null.</param>
    /// <exception cref="Findings.FaultException">GitHub refuses or is out of reach (exit 3).</exception>
    public void Start(string sha, string title, Uri? details = null)
    {
        CheckRunChange begun = new(Passed: null, CheckText.Fit(title, CheckText.MostTitle), CheckText.Fit(title, CheckText.MostText)) { Details = details };
        if (Open(sha) is [.., { } last])
            gitHub.UpdateCheckRun(last, begun);
        else
            gitHub.CreateCheckRun(sha, Name, ExternalId, begun);
        gitHub.SetStatus(sha, new CommitStatus(Name, Passed: null, CheckText.Fit(title, CheckText.MostDescription), details));
    }

    /// <summary>Says how a commit was judged.</summary>
    /// <param name="sha">The commit.</param>
    /// <param name="verdict">The verdict.</param>
    /// <exception cref="ArgumentException">An annotation is at no place.</exception>
    /// <exception cref="Findings.FaultException">GitHub refuses or is out of reach (exit 3); what was not said blocks.</exception>
    public void Finish(string sha, CheckVerdict verdict)
    {
        CheckAnnotation[][] batches = [.. verdict.Annotations.Select(CheckText.Fit).Chunk(CheckText.MostAnnotations)];
        var ended = new CheckRunChange(verdict.Passed, CheckText.Fit(verdict.Title, CheckText.MostTitle), CheckText.Fit(verdict.Summary, CheckText.MostText))
        {
            Text = verdict.Text is { } text ? CheckText.Fit(text, CheckText.MostText) : null,
            Details = verdict.Details,
        };
        CheckRun[] open = Open(sha);
        CheckRun run = open is [.., { } last] ? last : gitHub.CreateCheckRun(sha, Name, ExternalId, ended with { Passed = null });
        // It ends with the last of them: what breaks off before blocks.
        foreach (CheckAnnotation[] batch in batches.SkipLast(1))
            run = gitHub.UpdateCheckRun(run, ended with { Passed = null, Annotations = batch });
        gitHub.UpdateCheckRun(run, ended with { Annotations = batches.LastOrDefault() ?? [] });
        // What another start left would never end.
        foreach (CheckRun other in open.SkipLast(1))
            gitHub.UpdateCheckRun(other, ended);
        gitHub.SetStatus(sha, new CommitStatus(Name, verdict.Passed, CheckText.Fit(verdict.Status ?? verdict.Title, CheckText.MostDescription), verdict.Details));
    }

    private CheckRun[] Open(string sha) => [.. gitHub.ListCheckRuns(sha, Name).Where(run => run.ExternalId == ExternalId && !run.IsCompleted).OrderBy(run => run.Id)];
}

/// <summary>What a check says in the end.</summary>
/// <param name="Passed">Whether the change may be merged.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">The summary, in Markdown.</param>
internal sealed record CheckVerdict(bool Passed, string Title, string Summary)
{
    /// <summary>What the status says; null for the title.</summary>
    public string? Status { get; init; }

    /// <summary>More, in Markdown, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Remarks at lines of files.</summary>
    public IReadOnlyList<CheckAnnotation> Annotations { get; init; } = [];

    /// <summary>The page with the details, or null.</summary>
    public Uri? Details { get; init; }
}
