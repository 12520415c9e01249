using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Reports;

/// <summary>What a pipeline's verdict is, among those that several runs left.</summary>
/// <param name="Pipeline">Its name; of a file that cannot be read, the file.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c> or <c>not evaluated</c>.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="ExitCode">Its exit code, one of <see cref="ExitCodes"/>.</param>
/// <param name="File">The gate.json, or null where there is none.</param>
public sealed record MergedVerdict(string Pipeline, string Verdict, string Reason, int ExitCode, string? File);

/// <summary>Puts the gate.json of several runs together: whatever is expected and not there, or cannot be trusted, is not evaluated.</summary>
public static class MergedVerdicts
{
    private const string NotEvaluated = "not evaluated";

    /// <summary>One verdict for each expected pipeline and for each that was found besides, sorted by name.</summary>
    /// <param name="expected">The pipelines of which there must be a verdict.</param>
    /// <param name="files">Each gate.json that was found: its path and its text.</param>
    /// <param name="commit">The commit that the verdicts must be on; null where nobody knows.</param>
    public static IReadOnlyList<MergedVerdict> Of(IReadOnlyCollection<string> expected, IEnumerable<(string Path, string Text)> files, string? commit)
    {
        ILookup<string, MergedVerdict> found = files.OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => Read(file.Path, file.Text, commit)).ToLookup(one => one.Pipeline, StringComparer.Ordinal);
        MergedVerdict[] all =
        [
            .. found.Select(group => group.Count() == 1 ? group.First() : Without(
                group.Key, $"found {group.Count()} verdicts, in {string.Join(", ", group.Select(one => one.File))}, expected one", group.First().File)),
            .. expected.Where(name => !found.Contains(name)).Distinct(StringComparer.Ordinal)
                .Select(name => Without(name, "found no gate.json of it, expected one: its run was skipped, stopped, or left no verdict", file: null)),
        ];
        return [.. all.OrderBy(one => one.Pipeline, StringComparer.Ordinal)];
    }

    private static MergedVerdict Read(string path, string text, string? commit)
    {
        try
        {
            JsonObject root = JsonNode.Parse(text)!.AsObject();
            if ((int?)root["schemaVersion"] != 1)
                return Without(path, $"found schemaVersion {root["schemaVersion"]?.ToJsonString() ?? "nowhere"} in gate.json, expected 1", path);
            string pipeline = (string)root["pipeline"]!;
            string? verdict = (string?)root["verdict"];
            int exitCode = (int)root["exitCode"]!;
            if ((verdict, exitCode) is not ("passed", ExitCodes.Passed) and not ("failed", ExitCodes.Negative))
                return Without(pipeline, $"found verdict '{verdict}' with exit code {exitCode} in {path}, expected passed with 0 or failed with 1", path);
            if (commit is not null && (string?)root["commit"] is { } other && other != commit)
                return Without(pipeline, $"found a verdict on commit {other} in {path}, expected one on {commit}", path);
            return pipeline.Length == 0 ? Without(path, "found no pipeline's name in gate.json, expected one", path)
                : new MergedVerdict(pipeline, verdict!, Headline.FirstLine((string)root["reason"]!), exitCode, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            return Without(path, "found a gate.json that cannot be read, expected the form of gate.schema.json", path);
        }
    }

    private static MergedVerdict Without(string pipeline, string why, string? file) => new(pipeline, NotEvaluated, why, ExitCodes.Negative, file);
}
