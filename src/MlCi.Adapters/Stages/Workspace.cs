using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>The pipelines of a repository: folders under <c>pipelines</c> with a pipeline.yml.</summary>
internal static class Workspace
{
    /// <summary>The folder of all pipelines.</summary>
    public const string Folder = "pipelines";

    /// <summary>The names of all pipelines, sorted.</summary>
    public static IReadOnlyList<string> Names(string root)
    {
        string folder = Path.Combine(root, Folder);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateDirectories(folder).Where(inner => File.Exists(Path.Combine(inner, "pipeline.yml")))
                .Select(inner => Path.GetFileName(inner)).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The path of a pipeline's pipeline.yml.</summary>
    public static string FileOf(string root, string name) => Path.Combine(root, Folder, name, "pipeline.yml");

    /// <summary>The names to run: those asked for, or all.</summary>
    /// <exception cref="FaultException">A name is none, or there are no pipelines (exit 2).</exception>
    public static IReadOnlyList<string> Chosen(RunOptions options)
    {
        IReadOnlyList<string> all = Names(options.Root);
        if (all.Count == 0)
            throw FaultException.Misconfigured($"found no pipeline, expected {Folder}/<name>/pipeline.yml under {options.Root}");
        Fault[] faults =
        [
            .. options.Pipelines.Where(name => !all.Contains(name)).Select(name =>
                new Fault($"found no pipeline '{name}', expected {NearestName.Suggest(name, all)}")),
        ];
        if (faults.Length > 0)
            throw FaultException.Misconfigured(faults);
        return options.Pipelines.Count == 0 ? all : [.. options.Pipelines.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads a pipeline's definition.</summary>
    /// <exception cref="FaultException">It cannot be used (exit 2).</exception>
    public static (PipelineDefinition Definition, string Folder) Read(string root, string name)
    {
        (PipelineDefinition definition, string folder, _) = ReadText(root, name);
        return (definition, folder);
    }

    /// <summary>The same, with the text itself.</summary>
    /// <inheritdoc cref="Read"/>
    public static (PipelineDefinition Definition, string Folder, string Text) ReadText(string root, string name)
    {
        string folder = Path.Combine(root, Folder, name);
        string file = FileOf(root, name);
        string text = File.ReadAllText(file);
        return (PipelineFile.Read(text, Path.GetRelativePath(root, file), name), folder, text);
    }
}
