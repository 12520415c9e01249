namespace MlCi.Adapters.PullRequests;

/// <summary>How much of what a pull request's job uploaded is looked at; whatever is larger is refused, and never unpacked further.</summary>
public sealed record ArtifactLimits
{
    /// <summary>The most bytes of one zip file.</summary>
    public long Packed { get; init; } = 256L << 20;

    /// <summary>The most bytes of a zip file's list of entries.</summary>
    public int Directory { get; init; } = 4 << 20;

    /// <summary>The most entries of all zip files.</summary>
    public int Entries { get; init; } = 20_000;

    /// <summary>The most bytes that are unpacked of all zip files, counted while they are.</summary>
    public long Unpacked { get; init; } = 1L << 30;

    /// <summary>The most bytes of one file of predictions.</summary>
    public long Predictions { get; init; } = 128L << 20;

    /// <summary>The most bytes of one file of JSON.</summary>
    public long Json { get; init; } = 8L << 20;
}
