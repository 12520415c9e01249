namespace MlCi.Adapters.Registry;

/// <summary>The config of a ModelPack manifest, as far as MlCi writes it.</summary>
internal sealed record ModelConfig
{
    /// <summary>Who and what the model is.</summary>
    public required ModelName Descriptor { get; init; }

    /// <summary>How the model is built.</summary>
    public required ModelForm Config { get; init; }

    /// <summary>The layers.</summary>
    public required ModelLayers Modelfs { get; init; }

    internal sealed record ModelName(string Name);

    internal sealed record ModelForm(string Format);

    /// <param name="Type">Always <c>layers</c>.</param>
    /// <param name="DiffIds">The digests of the layers without compression, in the manifest's order.</param>
    internal sealed record ModelLayers(string Type, IReadOnlyList<string> DiffIds);
}
