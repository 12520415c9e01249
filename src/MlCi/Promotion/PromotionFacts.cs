namespace MlCi.Promotion;

/// <summary>What is known when a promotion is decided, beside the gate report. What nobody knows is null or empty, and passes no rule.</summary>
public sealed record PromotionFacts
{
    /// <summary>The pipeline.</summary>
    public string Pipeline { get; init; } = "";

    /// <summary>The present time, in UTC.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The aliases that the model bears.</summary>
    public IReadOnlyList<string> Bears { get; init; } = [];

    /// <summary>When the gate report was registered, or null.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>The digest of the files of the model in production, or null where there is none.</summary>
    public string? Champion { get; init; }

    /// <summary>What git says of the commit's signature; null where it was not asked.</summary>
    public CommitCheck? Commit { get; init; }

    /// <summary>The digest of what came of trying the container, or null.</summary>
    public string? Smoke { get; init; }

    /// <summary>The digest of what came of a canary, or null.</summary>
    public string? Canary { get; init; }

    /// <summary>Who wrote or registered the model: names, addresses, logins.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The approvals that are attached to the model, each with the person whose key its signature verifies with.</summary>
    public IReadOnlyList<FoundApproval> Approvals { get; init; } = [];

    /// <summary>The pull request that brought the model's commit; null where nobody asked, or where there is none.</summary>
    public ReviewedChange? Reviewed { get; init; }

    /// <summary>Why there is no such pull request; null where nobody asked, or where there is one.</summary>
    public string? NotReviewed { get; init; }
}

/// <summary>What git says of a commit.</summary>
/// <param name="IsVerified">Whether its signature is good.</param>
/// <param name="Told">What git printed, on one line.</param>
public sealed record CommitCheck(bool IsVerified, string Told);

/// <summary>An approval that is attached to a model.</summary>
/// <param name="Digest">The digest of its envelope.</param>
/// <param name="Statement">What was signed, or null where that cannot be read.</param>
/// <param name="Signer">The person whose public key the signature verifies with, or null where there is none.</param>
public sealed record FoundApproval(string Digest, ApprovalStatement? Statement, Person? Signer);
