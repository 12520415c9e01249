using MlCi.Promotion;

namespace MlCi.Models;

/// <summary>What a release is told by.</summary>
public sealed record ReleaseFacts
{
    /// <summary>The git tag.</summary>
    public required ReleaseTag Tag { get; init; }

    /// <summary>The commit that it is on.</summary>
    public required string Commit { get; init; }

    /// <summary>The model that is in production since.</summary>
    public required ModelDossier Model { get; init; }

    /// <summary>The model that was in production before, or null where there was none, or it is gone.</summary>
    public ModelDossier? Before { get; init; }

    /// <summary>The digest of the manifest that was in production before, or null where there was none.</summary>
    public string? BeforeDigest { get; init; }

    /// <summary>The record of the promotion.</summary>
    public required PromotionRecord Promotion { get; init; }

    /// <summary>The repository that holds the model, as messages have it.</summary>
    public required string Registry { get; init; }

    /// <summary>The digest of the manifest of its image that was tried and passed, or null where there is none.</summary>
    public string? Image { get; init; }
}
