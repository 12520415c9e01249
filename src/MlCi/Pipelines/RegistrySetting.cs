namespace MlCi.Pipelines;

/// <summary>Where a pipeline's models are registered, as pipeline.yml has it.</summary>
/// <param name="Address">The remote registry; null for the folder <c>.mlci/registry</c>.</param>
/// <param name="Lock">
/// The executable and first arguments of the command that locks a repository across machines (<c>acquire NAME</c>, <c>release NAME</c>
/// come behind them); empty for none.
/// </param>
public sealed record RegistrySetting(RegistryAddress? Address, IReadOnlyList<string> Lock)
{
    /// <summary>The word for the folder <c>.mlci/registry</c>.</summary>
    public const string Folder = "folder";

    /// <summary>Nothing said: the folder.</summary>
    public static RegistrySetting None { get; } = new(Address: null, []);
}
