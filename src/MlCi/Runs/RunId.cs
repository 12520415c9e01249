using System.Globalization;
using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>
/// The id of a run: when it started in UTC, so that names sort by time, and eight random digits: <c>20261003-142501-7f3a9c2e</c>.
/// </summary>
public static partial class RunId
{
    /// <summary>What stands for the newest run.</summary>
    public const string Latest = "latest";

    /// <summary>Makes an id.</summary>
    /// <param name="started">When the run started.</param>
    /// <param name="random">A number that no other run of the same second has.</param>
    public static string Of(DateTimeOffset started, uint random) =>
        string.Create(CultureInfo.InvariantCulture, $"{started.UtcDateTime:yyyyMMdd-HHmmss}-{random:x8}");

    /// <summary>Whether a text has the form of an id, and so can be the name of a file.</summary>
    public static bool IsWellFormed(string text) => Form().IsMatch(text);

    /// <summary>Finds the run that a person means: by its id, by any beginning of it or of its last part that fits no other, or <c>latest</c>.</summary>
    /// <param name="records">The runs to look among, in any order.</param>
    /// <param name="wanted">What was typed.</param>
    /// <exception cref="FaultException">No run fits, or several do (exit 2).</exception>
    public static RunRecord Find(IReadOnlyList<RunRecord> records, string wanted)
    {
        if (records.Count == 0)
            throw FaultException.Misconfigured($"found no run '{wanted}', expected one of .mlci/runs, where there is none yet");
        if (wanted == Latest)
            return RunOrder.NewestFirst(records)[0];
        RunRecord[] fitting =
        [
            .. records.Where(record => wanted.Length > 0
                && (record.Id.StartsWith(wanted, StringComparison.Ordinal) || record.Id[^RandomDigits..].StartsWith(wanted, StringComparison.Ordinal))),
        ];
        return fitting switch
        {
            [var one] => one,
            [] => throw FaultException.Misconfigured($"found no run '{wanted}', expected an id of 'mlci runs list', the beginning of one, or {Latest}"),
            _ => fitting.FirstOrDefault(record => record.Id == wanted) ?? throw FaultException.Misconfigured(
                $"found {fitting.Length} runs that begin with '{wanted}', expected one: {string.Join(", ", fitting.Select(record => record.Id).Order(StringComparer.Ordinal).Take(MostNamed))}{(fitting.Length > MostNamed ? " …" : "")}"),
        };
    }

    private const int RandomDigits = 8;
    private const int MostNamed = 5;

    [GeneratedRegex("^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
