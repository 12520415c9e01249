namespace MlCi.Serving;

/// <summary>What came of trying a served model, as container.json has it.</summary>
public sealed record SmokeReport
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "container.json";

    /// <summary>The version of its form.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The checks, in the order in which they were done.</summary>
    public required IReadOnlyList<ServedCheck> Checks { get; init; }

    /// <summary>Whether every check passed; what could not be evaluated did not.</summary>
    public bool Passed => Checks.Count > 0 && Checks.All(check => check.Verdict == CheckVerdict.Passed);

    /// <summary>Whether a container ran, else the published program.</summary>
    public required bool IsContainer { get; init; }

    /// <summary>What ran, for people: <c>published program, no engine</c>.</summary>
    public required string Ran { get; init; }

    /// <summary>The image, or null where none was made.</summary>
    public SmokedImage? Image { get; init; }

    /// <summary>The digest of the model's files.</summary>
    public required string Model { get; init; }

    /// <summary>Serving parity, or null where nothing was compared.</summary>
    public ParityReport? Parity { get; init; }

    /// <summary>How long single rows took, or null where none was measured.</summary>
    public LatencyReport? Latency { get; init; }

    /// <summary>The most resident memory in bytes, or null where nobody can tell.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>The time from start to ready, or null where it never was.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>Its exit code, or null where it did not end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether it was killed for want of memory.</summary>
    public bool IsOutOfMemory { get; init; }

    /// <summary>Its last lines of output.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];
}

/// <summary>The image that was tried.</summary>
/// <param name="Digest">The digest of its manifest, or null where an engine built it and nobody has pushed it.</param>
/// <param name="ConfigDigest">The digest of its config, which is its id in an engine.</param>
/// <param name="Base">What it stands on.</param>
/// <param name="User">The number of the user that it runs as, perhaps with a group behind a colon; null where it names none that is known.</param>
/// <param name="PackedSize">The bytes of its layers as they are pushed.</param>
/// <param name="UnpackedSize">The bytes of its layers, unpacked.</param>
public sealed record SmokedImage(string? Digest, string? ConfigDigest, string? Base, string? User, long? PackedSize, long? UnpackedSize);

/// <summary>Serving parity.</summary>
/// <param name="Result">What came of the comparison.</param>
/// <param name="Singles">How many of the rows were asked for once more, each in a request of its own.</param>
/// <param name="Columns">The columns that carry the difference; null where nobody looked, as nothing differs.</param>
public sealed record ParityReport(ParityResult Result, int Singles, IReadOnlyList<CarryingColumn>? Columns)
{
    /// <summary>How many differing rows a report names.</summary>
    public const int MostExamples = 5;
}

/// <summary>How fast it is.</summary>
/// <param name="Summary">The times of single rows, one after another.</param>
/// <param name="Connections">Over how many connections they went: 1 where the server keeps it open.</param>
/// <param name="Concurrency">How many clients asked at once for the throughput.</param>
/// <param name="PerSecond">How many requests a second were answered to all of them; null where it was not measured.</param>
public sealed record LatencyReport(LatencySummary Summary, int Connections, int Concurrency, double? PerSecond);
