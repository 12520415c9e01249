using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Pipelines whose program needs a package that cannot be had are skipped: that is said, and never counts as passed. Without the
/// record of a build nobody knows, and the package counts as one that cannot be had.
/// </summary>
internal static class RequiredPackages
{
    /// <summary>Why a pipeline is skipped, or null where it can run.</summary>
    /// <exception cref="FaultException">It cannot run, but was asked for by name (exit 3).</exception>
    public static string? WhySkipped(RunOptions options, PipelineDefinition definition)
    {
        if (definition.Requires.Count == 0)
            return null;
        IReadOnlyList<PackageUse> record = PackageRecord.Read(options.Root);
        string[] missing = [.. definition.Requires.Select(package => WhyNot(package.Value, record)).OfType<string>()];
        if (missing.Length == 0)
            return null;
        string reason = $"needs {string.Join(", and ", missing)}";
        if (options.Pipelines.Contains(definition.Name))
            throw new FaultException(ExitCodes.OutOfReach, [new Fault($"{definition.Name} {reason}; nothing was done", definition.Requires[0].Place)]);
        return reason;
    }

    /// <summary>The fault of a run whose every pipeline was skipped (exit 3).</summary>
    public static FaultException NothingLeft() => FaultException.OutOfReach("every pipeline was skipped; nothing was done");

    private static string? WhyNot(string id, IReadOnlyList<PackageUse> record) => record.FirstOrDefault(package => package.Id == id) switch
    {
        null => $"{id}, of which no build has asked yet whether it can be had",
        { Available: true } => null,
        var package => $"{id} {package.Version}, which cannot be had ({package.Reason})",
    };
}
