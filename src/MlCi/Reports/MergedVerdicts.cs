using MlCi.Findings;

namespace MlCi.Reports;

/// <summary>What a pipeline's verdict is, among those that several runs left.</summary>
/// <param name="Pipeline">Its name; of a file that names none, the expected one whose folder it lies in, or the file.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c>, <c>not evaluated</c>, or <c>no verdict</c> where labels were withheld.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="ExitCode">Its exit code, one of <see cref="ExitCodes"/>.</param>
/// <param name="File">The gate.json or withheld.json, or null where there is none.</param>
public sealed record MergedVerdict(string Pipeline, string Verdict, string Reason, int ExitCode, string? File);

/// <summary>Puts the gate.json of several runs together: whatever is expected and not there, or cannot be trusted, is not evaluated.</summary>
public static class MergedVerdicts
{
    private const string NotEvaluated = "not evaluated";
    private const string NoVerdict = "no verdict";

    /// <summary>One verdict for each expected pipeline and for each that was found besides, sorted by name.</summary>
    /// <param name="expected">The pipelines of which there must be a verdict.</param>
    /// <param name="files">Each gate.json and withheld.json that was found: its path with forward slashes, and its text, or null where it cannot be read.</param>
    /// <param name="commit">The commit that the verdicts must be on; null where nobody knows: then all must be on the same one.</param>
    /// <param name="withheld">Those of the expected pipelines whose labels lie apart: what ran without them is accepted, and is no verdict.</param>
    public static IReadOnlyList<MergedVerdict> Of(
        IReadOnlyCollection<string> expected, IEnumerable<(string Path, string? Text)> files, string? commit, IReadOnlyCollection<string>? withheld = null)
    {
        (string Path, WrittenVerdict Written)[] read =
            [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => (file.Path, WrittenVerdict.Read(file.Path, file.Text)))];
        string[] commits = [.. read.Where(one => one.Written.Fault is null).Select(one => one.Written.Commit).OfType<string>().Distinct(StringComparer.Ordinal)];
        ILookup<string, MergedVerdict> found = read
            .Select(one => Judge(one.Path, one.Written, expected, commit, commits, withheld ?? [])).ToLookup(one => one.Pipeline, StringComparer.Ordinal);
        MergedVerdict[] all =
        [
            .. found.Select(group => group.Count() == 1 ? group.First() : Without(
                group.Key, $"found {group.Count()} verdicts, in {string.Join(", ", group.Select(one => one.File))}, expected one", group.First().File)),
            .. expected.Where(name => !found.Contains(name)).Distinct(StringComparer.Ordinal)
                .Select(name => Without(name, "found no gate.json of it, expected one: its run was skipped, stopped, or left no verdict", file: null)),
        ];
        return [.. all.OrderBy(one => one.Pipeline, StringComparer.Ordinal)];
    }

    private static MergedVerdict Judge(string path, WrittenVerdict written, IReadOnlyCollection<string> expected, string? commit, string[] commits, IReadOnlyCollection<string> withheld)
    {
        string[] folders = path.Split('/');
        string pipeline = written.Pipeline ?? (folders.Length > 1 && expected.Contains(folders[^2]) ? folders[^2] : path);
        if (written.Fault is { } fault)
            return Without(pipeline, fault, path);
        if (WrongCommit(path, written, commit, commits) is { } wrong)
            return Without(pipeline, wrong, path);
        if (written is { Commit: { } known, Dirty: not false })
        {
            return Without(
                pipeline, $"found a verdict on files that {(written.Dirty is null ? "may have been" : "were")} changed after commit {known} in {path}, expected one of the commit itself", path);
        }

        if (written is { IsWithheld: true, Passed: true })
        {
            return withheld.Contains(pipeline) ? new MergedVerdict(pipeline, NoVerdict, Headline.FirstLine(written.Reason), ExitCodes.Passed, path)
                : Without(pipeline, $"found a run without labels in {path}, expected a verdict: the pipeline.yml here names no data.labels", path);
        }

        return new MergedVerdict(pipeline, written.Passed ? "passed" : "failed", Headline.FirstLine(written.Reason), written.Passed ? ExitCodes.Passed : ExitCodes.Negative, path);
    }

    private static string? WrongCommit(string path, WrittenVerdict written, string? commit, string[] commits)
    {
        string found = written.Commit is { } known ? $"found a verdict on commit {known} in {path}" : $"found a verdict on no known commit in {path}";
        return commit is not null ? written.Commit == commit ? null : $"{found}, expected one on {commit}"
            : commits.Length > 1 ? $"{found}, expected all on one commit, not on {commits.Length}"
            : commits.Length == 1 && written.Commit is null ? $"{found}, expected one on {commits[0]}, as the others" : null;
    }

    private static MergedVerdict Without(string pipeline, string why, string? file) => new(pipeline, NotEvaluated, why, ExitCodes.Negative, file);
}
