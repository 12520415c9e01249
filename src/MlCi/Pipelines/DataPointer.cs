using System.Globalization;
using System.Text;
using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>
/// What stands in git for a data file that does not: <c>train.csv.mlci</c> beside the place of <c>train.csv</c>. It is the truth: data
/// with another digest are other data.
/// </summary>
/// <param name="Digest">The digest of the file's bytes.</param>
/// <param name="Size">Their number.</param>
/// <param name="Source">Where they can be had beside registries, or null.</param>
public sealed record DataPointer(string Digest, long Size, DataSource? Source = null)
{
    /// <summary>What a pointer's name has behind that of its file.</summary>
    public const string Extension = ".mlci";

    private const string Expected = "sha256: and 64 lower-case hexadecimal digits";

    /// <summary>The path of the data that a path of pipeline.yml means: a pointer stands for its file.</summary>
    public static Placed DataOf(Placed path) => path with { Value = DataOf(path.Value) };

    /// <inheritdoc cref="DataOf(Placed)"/>
    public static string DataOf(string path) =>
        path.EndsWith(Extension, StringComparison.Ordinal) && Path.GetFileName(path).Length > Extension.Length ? path[..^Extension.Length] : path;

    /// <summary>The text of the pointer's file, the same bytes every time.</summary>
    /// <param name="name">The name of the data file.</param>
    public string Write(string name)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Stands for {InertText.Of(name)}, which is not in git: mlci data pull fetches it, mlci data add follows a change.\n");
        text.Append(CultureInfo.InvariantCulture, $"version: 1\ndigest: {Digest}\nsize: {Size}\n");
        if (Source is not null)
            text.Append(CultureInfo.InvariantCulture, $"source: {Quoted(Source.Text)}\n");
        return text.ToString();
    }

    /// <summary>Reads a pointer; every fault is listed with line and column.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="file">Its path, as the user would type it.</param>
    /// <exception cref="FaultException">It cannot be used (exit 2).</exception>
    public static DataPointer Read(string text, string file)
    {
        var faults = new FaultList(file);
        var root = new YamlSection(PipelineFile.Parse(text, file, faults, "version, digest, size"), "", faults);
        root.Choice("version", 1, ("1", 1));
        if (!root.Has("version"))
            faults.Add(new SourcePlace(file, 1), "found no 'version', expected version: 1");
        Placed digest = root.Required("digest", Expected);
        if (digest.Value.Length > 0 && !Data.Digest.IsWellFormed(digest.Value))
            faults.Add(digest.Place, $"found {YamlValues.Shown(digest.Value)} for 'digest', expected {Expected}");
        Placed size = root.Required("size", "the number of bytes");
        if (!long.TryParse(size.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && size.Value.Length > 0)
            faults.Add(size.Place, $"found {YamlValues.Shown(size.Value)} for 'size', expected the number of bytes");
        DataSource? source = null;
        if (root.Optional("source", DataSource.Expected) is { } written && DataSource.Parse(written.Value, out source) is { } wrong)
            faults.Add(written.Place, $"found {wrong} for 'source', expected {DataSource.Expected}");
        root.RejectUnknown();
        faults.ThrowIfAny();
        return new DataPointer(digest.Value, bytes, source);
    }

    // Always in quotes: an address may hold what YAML takes for a comment or a mapping.
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
