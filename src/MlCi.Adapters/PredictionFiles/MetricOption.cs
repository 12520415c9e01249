using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Reads metrics by their names from the command line.</summary>
internal static class MetricOption
{
    /// <summary>The metrics named.</summary>
    /// <param name="names">The names; none for the usual ones.</param>
    /// <param name="usual">The usual ones.</param>
    /// <param name="known">Those that there are.</param>
    /// <exception cref="FaultException">Names that are not known, all of them (exit 2).</exception>
    public static Metric[] Parse(IReadOnlyList<string> names, IReadOnlyList<Metric> usual, IReadOnlyList<Metric> known)
    {
        if (names.Count == 0)
            return [.. usual];
        string[] valid = [.. known.Select(metric => metric.Name)];
        Fault[] faults = [.. names.Where(name => !valid.Contains(name)).Select(name => new Fault(
            $"found '{name}' for '--metric', expected {NearestName.Suggest(name, valid)}"))];
        return faults.Length > 0 ? throw FaultException.Misconfigured(faults) : [.. names.Distinct().Select(name => known.First(metric => metric.Name == name))];
    }
}
