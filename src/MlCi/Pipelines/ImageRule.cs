namespace MlCi.Pipelines;

/// <summary>The image of program and model, as <c>image</c> in pipeline.yml says: on a base for a C# program, or by a Dockerfile.</summary>
public sealed record ImageRule
{
    /// <summary>
    /// What a C# program's image stands on: <c>registry/name[:tag]@sha256:…</c>, <c>oci:FOLDER[:tag]@sha256:…</c> (an OCI image layout), or
    /// <c>debian</c>, <c>debian@sha256:…</c>: made from this machine's Debian packages. Null where a Dockerfile builds it.
    /// </summary>
    public Placed? Base { get; init; }

    /// <summary>The path of the Dockerfile, or null where MlCi writes the image itself.</summary>
    public Placed? Dockerfile { get; init; }

    /// <summary>The Dockerfile's build arguments.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The most resident memory of the container in bytes.</summary>
    public long Memory { get; init; } = 512L << 20;

    /// <summary>How many cores the container may use.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>How long it may take to be ready before it counts as not starting.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How the served answers are compared with the batch predictions.</summary>
    public ParityRule Parity { get; init; } = new(500, 0);

    /// <summary>What is measured and gated.</summary>
    public ImageLimits Limits { get; init; } = new();

    /// <summary>Where <c>image</c> stands.</summary>
    public required Findings.SourcePlace Place { get; init; }
}

/// <summary>Serving parity: as many holdout rows, sampled, and what an answer may differ by.</summary>
/// <param name="Rows">How many rows are asked for; all where the holdout has fewer.</param>
/// <param name="Tolerance">The most that a number may differ by from the batch's; 0 asks for the same bits.</param>
public sealed record ParityRule(int Rows, double Tolerance);

/// <summary>Limits on what is measured of an image; null where there is none.</summary>
public sealed record ImageLimits
{
    /// <summary>The most bytes of all layers, unpacked.</summary>
    public LimitOf<long>? Size { get; init; }

    /// <summary>The longest from start to ready.</summary>
    public LimitOf<TimeSpan>? Start { get; init; }

    /// <summary>The highest median time of a single row's request.</summary>
    public LimitOf<TimeSpan>? P50 { get; init; }

    /// <summary>The highest 99th percentile of the time of a single row's request.</summary>
    public LimitOf<TimeSpan>? P99 { get; init; }

    /// <summary>The most resident memory in bytes during the test.</summary>
    public LimitOf<long>? Memory { get; init; }
}

/// <summary>A limit and where it stands.</summary>
/// <param name="Value">The limit; what is equal to it holds.</param>
/// <param name="Place">Where pipeline.yml has it.</param>
public sealed record LimitOf<T>(T Value, Findings.SourcePlace Place);

/// <summary>How a model is served by a pipeline of commands: <c>serve</c> in pipeline.yml.</summary>
/// <param name="Command">The command that serves; it is given <c>--model DIR --urls URL</c>, or has <c>{model}</c> and <c>{urls}</c>.</param>
public sealed record ServeRule(CommandRule Command);
