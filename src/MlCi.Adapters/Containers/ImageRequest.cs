namespace MlCi.Adapters.Containers;

/// <summary>What the image of a C# program is made of.</summary>
/// <param name="Base">What it stands on.</param>
/// <param name="ProgramFolder">The published program, as <see cref="SelfContainedProgram"/> gives it.</param>
/// <param name="ModelFolder">The model's files.</param>
/// <param name="SchemaFile">The data contract that requests are held to.</param>
internal sealed record ImageRequest(BaseImage Base, string ProgramFolder, string ModelFolder, string SchemaFile)
{
    /// <summary>The name of the image in the layout, or null.</summary>
    public string? Tag { get; init; }

    /// <summary>The column of the contract that requests lack, or null.</summary>
    public string? Label { get; init; }

    /// <summary>What it is: the pipeline's name, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Where its sources are, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The git commit of its sources, or null.</summary>
    public string? Revision { get; init; }

    /// <summary>The digest of the model's files as a folder, as gate reports name it, or null.</summary>
    public string? ModelDigest { get; init; }

    /// <summary>The digests of the data by their names: <c>train</c>, <c>holdout</c>.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
