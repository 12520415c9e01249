using System.Text.Json.Nodes;

namespace MlCi.Attestations;

/// <summary>What a registered model was made of, as the registry itself tells it.</summary>
public sealed record BuildFacts
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The trainer's parameters.</summary>
    public required JsonObject Params { get; init; }

    /// <summary>The trainer's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The git commit, or null where there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether files were changed after it, or not added; null where git did not say.</summary>
    public bool? Dirty { get; init; }

    /// <summary>The digest of the training data.</summary>
    public string? Data { get; init; }

    /// <summary>The digest of the holdout.</summary>
    public string? Holdout { get; init; }

    /// <summary>The digest of schema.json.</summary>
    public string? Schema { get; init; }

    /// <summary>The digest of the program's archive, or null where there is none.</summary>
    public string? Program { get; init; }

    /// <summary>The digest of the champion's files, or null where nothing was compared with.</summary>
    public string? Champion { get; init; }

    /// <summary>The digest of all that decides.</summary>
    public string? Rules { get; init; }

    /// <summary>The digest of the gate report.</summary>
    public required string Report { get; init; }
}
