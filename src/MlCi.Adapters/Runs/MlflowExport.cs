using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Runs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Adapters.Runs;

/// <summary>
/// Writes runs into a file store of MLflow, one experiment for each pipeline. What is there already stays as it is, so that tags and
/// deletions of somebody who works with MLflow are kept, and a second export changes nothing.
/// </summary>
public static class MlflowExport
{
    private const string Meta = "meta.yaml";
    private const string Trash = ".trash";
    private const string DefaultExperiment = "0";

    /// <summary>Exports runs.</summary>
    /// <param name="records">The runs.</param>
    /// <param name="store">The store's folder; made where there is none.</param>
    /// <returns>How many runs were written, and how many were there already or belong to an experiment that was deleted in MLflow.</returns>
    /// <exception cref="FaultException">The folder is a file, or holds what is no store (exit 2).</exception>
    public static (int Written, int Kept, int Deleted) Write(IReadOnlyList<RunRecord> records, string store)
    {
        string root = Path.GetFullPath(store);
        if (File.Exists(root))
            throw FaultException.Misconfigured($"found a file at '{store}' for --mlflow, expected a folder");
        Dictionary<string, string> experiments = Experiments(root, store);
        DateTimeOffset first = records.Count == 0 ? DateTimeOffset.UnixEpoch : records.Min(record => record.Started);
        // As MLflow begins a store.
        if (!Directory.Exists(root))
            Make(root, DefaultExperiment, "Default", first);
        (int written, int kept, int deleted) = (0, 0, 0);
        foreach (IGrouping<string, RunRecord> runs in records.GroupBy(record => record.Pipeline).OrderBy(runs => runs.Key, StringComparer.Ordinal))
        {
            string experiment = experiments.TryGetValue(runs.Key, out string? known) ? known : MlflowRun.ExperimentOf(runs.Key);
            if (Directory.Exists(Path.Combine(root, Trash, experiment)))
            {
                deleted += runs.Count();
                continue;
            }

            Make(root, experiment, runs.Key, runs.Min(record => record.Started));
            foreach (RunRecord record in runs)
            {
                if (Export(record, Path.Combine(root, experiment), experiment))
                    written++;
                else
                    kept++;
            }
        }

        return (written, kept, deleted);
    }

    private static bool Export(RunRecord record, string folder, string experiment)
    {
        string place = Path.Combine(folder, MlflowRun.IdOf(record));
        if (Directory.Exists(place))
            return false;
        using var run = new AtomicFolder(place);
        // Its meta.yaml last: without it MLflow takes no folder for a run.
        foreach ((string path, string text) in MlflowRun.Files(record, experiment, Location(folder)).OrderBy(file => file.Key == Meta))
        {
            string file = Path.Combine(run.Unfinished, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        run.Commit(keepIf: _ => true);
        return true;
    }

    private static void Make(string root, string id, string name, DateTimeOffset created)
    {
        string folder = Path.Combine(root, id);
        string meta = Path.Combine(folder, Meta);
        if (!File.Exists(meta))
            AtomicFile.WriteText(meta, MlflowRun.ExperimentMeta(id, name, Location(folder), created));
    }

    // By their names, which MLflow holds to be unique.
    private static Dictionary<string, string> Experiments(string root, string shown)
    {
        Dictionary<string, string> experiments = new(StringComparer.Ordinal);
        string[] folders = Directory.Exists(root) ? Directory.GetDirectories(root) : [];
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any() && !folders.Concat(Deleted(root)).Any(folder => File.Exists(Path.Combine(folder, Meta))))
            throw FaultException.Misconfigured($"found files in '{shown}' that are no MLflow store, expected a store's folder, an empty one or none");
        foreach (string folder in folders.Order(StringComparer.Ordinal))
        {
            string meta = Path.Combine(folder, Meta);
            if (File.Exists(meta) && NameOf(meta, Path.Combine(shown, Path.GetFileName(folder), Meta)) is { } name)
                experiments.TryAdd(name, Path.GetFileName(folder));
        }

        return experiments;
    }

    private static string[] Deleted(string root) => Path.Combine(root, Trash) is var trash && Directory.Exists(trash) ? Directory.GetDirectories(trash) : [];

    private static string? NameOf(string meta, string shown)
    {
        try
        {
            var yaml = new YamlStream();
            using var reader = new StringReader(File.ReadAllText(meta));
            yaml.Load(reader);
            return yaml.Documents is [{ RootNode: YamlMappingNode map }] && map.Children.TryGetValue("name", out YamlNode? name) ? ((YamlScalarNode)name).Value : null;
        }
        catch (Exception e) when (e is YamlException or InvalidCastException)
        {
            throw FaultException.Misconfigured($"{shown}: found no YAML that MLflow could read, expected an experiment's ({Reports.Headline.FirstLine(e.Message)})");
        }
    }

    private static string Location(string folder) => new Uri(folder).AbsoluteUri;
}
