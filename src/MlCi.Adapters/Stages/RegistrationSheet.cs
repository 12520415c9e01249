using System.Reflection;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Runs;
using MlCi.Adapters.Snapshots;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Pipelines;
using MlCi.Promotion;
using MlCi.Quality;
using MlCi.Runs;

namespace MlCi.Adapters.Stages;

/// <summary>Fills in what is known of a model when it is registered: who, when, of which commit, data, parameters and program.</summary>
internal static class RegistrationSheet
{
    /// <summary>What a run knows of its model.</summary>
    /// <param name="session">The run, whose gate has passed.</param>
    /// <param name="clock">Dates the record.</param>
    /// <exception cref="FaultException">A release tag of the pipeline names no version (exit 2).</exception>
    public static RegistrationEvidence Of(PipelineSession session, TimeProvider clock)
    {
        PipelineDefinition definition = session.Definition;
        var history = new GitHistory(session.Options.Root);
        bool hasGit = session.Commit is not null;
        return new RegistrationEvidence
        {
            Record = new RegistrationRecord
            {
                Pipeline = definition.Name,
                Model = "",
                ModelFiles = "",
                Version = "",
                VersionFrom = "",
                VersionBecause = [],
                Who = MoveOptions.Who,
                When = clock.GetUtcNow(),
                Run = session.Recorder.WrittenId,
                Commit = session.Commit,
                Dirty = session.Recorder.Dirty,
                Source = hasGit ? history.Source() : null,
                Schema = session.SchemaDigest,
                Rules = definition.RulesDigest,
                Code = definition.Training.External is null ? session.SourcesDigest : null,
                Champion = session.RegisteredChampion?.Digest,
                Data = [DataOf(session, RegisteredData.Train, [definition.Train], session.Train), DataOf(session, RegisteredData.Holdout, definition.Judging, session.Holdout)],
                Params = ParameterPaths.Of(definition.Parameters),
                Seed = definition.Seed,
                Tool = typeof(RegistrationSheet).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
            },
            Contract = System.Text.Encoding.UTF8.GetString(session.SchemaBytes),
            Definition = session.Text,
            Label = definition.Label.Value,
            Evaluation = File.ReadAllBytes(session.Artifact("evaluation.json")),
            Holdout = session.Holdout.Digest,
            Release = hasGit ? ReleaseOf(definition.Name, history.ReleaseTags(definition.Name)) : null,
            CommitsSince = commit => history.CommitsSince(commit, PathsOf(session)),
        };
    }

    /// <summary>The version that tags of a pipeline's releases name: the highest; null where there is none.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="tags">The tags on the commit that begin with its name and <c>/v</c>.</param>
    /// <exception cref="FaultException">One names no version, or one that a registry cannot have as a tag (exit 2).</exception>
    internal static (SemanticVersion Version, string Tag)? ReleaseOf(string pipeline, IReadOnlyList<string> tags)
    {
        (SemanticVersion? Version, string Tag)[] read = [.. tags.Select(tag => (SemanticVersion.OfTag(tag[(pipeline.Length + 1)..]), tag))];
        Fault[] faults =
        [
            .. read.Where(one => one.Version is null).Select(one => new Fault($"found git tag '{one.Tag}' on the commit, expected {pipeline}/v and a version as semver.org has it, such as {pipeline}/v1.4.0")),
            .. read.Where(one => one.Version is { Build.Length: > 0 }).Select(one => new Fault($"found git tag '{one.Tag}' on the commit, expected a version without a plus, which no registry takes in a tag")),
        ];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        return read.Length == 0 ? null : read.Select(one => (one.Version!, one.Tag)).OrderBy(one => one.Item1, SemanticVersion.Precedence).Last();
    }

    // What a commit must touch to count: the pipeline's folder, and what its program is made of elsewhere.
    private static string[] PathsOf(PipelineSession session)
    {
        string own = Path.GetRelativePath(session.Options.Root, session.Folder).Replace('\\', '/');
        return
        [
            own, .. session.Program.Inputs.Where(input => input.Kind == "sources" && !Path.IsPathRooted(input.Name))
                .Select(input => input.Name).Where(path => !path.StartsWith(own + "/", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal)),
        ];
    }

    // Labels that lie apart are files of the holdout; in the registry of models nobody finds them.
    private static RegisteredData DataOf(PipelineSession session, string role, IReadOnlyList<Placed> paths, DataInput data)
    {
        string root = session.Options.Root;
        RegisteredSnapshot[] snapshots = [.. paths.SelectMany(path => PointerFiles.Named(session.Folder, path.Value)).Select(file => PointerFiles.Find(root, file)).OfType<TrackedFile>().Select(file => DataLinks.Of(session.Place, file))];
        return new RegisteredData(role, session.Shown(paths[0]).Replace('\\', '/'), data.Digest, data.Table.RowCount, data.Table.Columns.Count, PeriodOf(session.Definition.Quality, data.Table), snapshots);
    }

    // The columns that the rules on data know to be times.
    private static RegisteredPeriod? PeriodOf(QualityRules rules, Table rows) =>
        new[] { rules.Time?.Column }.Concat(rules.Fresh.Select(rule => rule.Column)).OfType<string>()
            .Select(column => TimeSpanOfRows.Of(rows, column) is var (from, to) ? new RegisteredPeriod(column, from, to) : null).FirstOrDefault(period => period is not null);
}
