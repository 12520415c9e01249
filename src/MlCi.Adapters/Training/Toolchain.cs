using System.Runtime.InteropServices;
using MlCi.Data;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>The versions that a program's results depend on beside its sources.</summary>
public static class Toolchain
{
    /// <summary>This engine, the runtime and the machine's kind, as they enter the keys of results.</summary>
    public static string Versions { get; } = string.Join('\n', Engine, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);

    /// <summary>The same, as what a stage reads.</summary>
    public static IReadOnlyList<StageInput> Inputs { get; } =
    [
        new("versions", "MlCi", Digest.OfText(Engine)),
        new("versions", "runtime", RuntimeInformation.FrameworkDescription),
        new("versions", "machine", RuntimeInformation.RuntimeIdentifier),
    ];

    private static string Engine => typeof(Toolchain).Assembly.ManifestModule.ModuleVersionId.ToString();
}
