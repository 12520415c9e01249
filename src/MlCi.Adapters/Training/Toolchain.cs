using System.Runtime.InteropServices;

namespace MlCi.Adapters.Training;

/// <summary>The versions that a program's results depend on beside its sources.</summary>
public static class Toolchain
{
    /// <summary>This engine, the runtime and the machine's kind, as they enter the keys of results.</summary>
    public static string Versions { get; } = string.Join(
        '\n', typeof(Toolchain).Assembly.ManifestModule.ModuleVersionId, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);
}
