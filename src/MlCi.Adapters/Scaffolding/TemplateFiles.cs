using System.Reflection;

namespace MlCi.Adapters.Scaffolding;

/// <summary>The templates, which lie under Templates as they will stand in a pipeline's folder, and in this assembly.</summary>
internal static class TemplateFiles
{
    /// <summary>The file that editors complete pipeline.yml with.</summary>
    public const string Schema = "pipeline.schema.json";

    private const string Start = "templates/";
    private const string End = ".hbs";
    private const string NamePlace = "__Name__";

    /// <summary>The files of a pipeline's folder: for each its path and its text, pipeline.yml last.</summary>
    /// <param name="trainer">The trainer's name.</param>
    /// <param name="task">The task's name.</param>
    /// <param name="identifier">What stands for the program's name in paths.</param>
    /// <param name="values">The templates' values.</param>
    public static IReadOnlyList<(string Path, string Text)> Of(string trainer, string task, string identifier, IReadOnlyDictionary<string, object> values) =>
    [
        .. new[] { $"{trainer}/all/", $"{trainer}/{task}/", "all/" }.SelectMany(folder => Names().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name =>
            (name[folder.Length..^End.Length].Replace(NamePlace, identifier, StringComparison.Ordinal), TemplateText.Fill(Read(name), values))))
            .OrderBy(file => file.Item1 == "pipeline.yml").ThenBy(file => file.Item1, StringComparer.Ordinal),
    ];

    /// <summary>A file of the repository, beside the pipeline.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="values">The template's values.</param>
    public static string OfRepository(string name, IReadOnlyDictionary<string, object> values) => TemplateText.Fill(Read($"repository/{name}{End}"), values);

    /// <summary>A resource as it is.</summary>
    public static string Plain(string name)
    {
        using var reader = new StreamReader(Own.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static Assembly Own => typeof(TemplateFiles).Assembly;

    // A build on Windows names folders its own way.
    private static Dictionary<string, string> Resources { get; } =
        Own.GetManifestResourceNames().Where(name => name.StartsWith(Start, StringComparison.Ordinal)).ToDictionary(name => name[Start.Length..].Replace('\\', '/'));

    private static IEnumerable<string> Names() => Resources.Keys.Order(StringComparer.Ordinal);

    private static string Read(string name) => Plain(Resources[name]).ReplaceLineEndings("\n");
}
