using System.Text.Encodings.Web;
using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Proposals;

namespace MlCi.Adapters.Scaffolding;

/// <summary>A new pipeline, ready to be written.</summary>
/// <param name="Names">Its names.</param>
/// <param name="Proposal">What was proposed.</param>
/// <param name="Source">The data file, by its name.</param>
/// <param name="Site">Where it is going to stand.</param>
/// <param name="Files">The files of its folder, by their paths in it, but for data and schema; pipeline.yml is the last.</param>
/// <param name="Beside">Files of the repository that were not there yet, by their paths in it.</param>
internal sealed record ScaffoldedPipeline(
    ScaffoldNames Names, PipelineProposal Proposal, string Source, ScaffoldSite Site, IReadOnlyList<(string Path, string Text)> Files, IReadOnlyList<(string Path, string Text)> Beside)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every file that is going to be written, by its path in the repository.</summary>
    public IReadOnlyList<string> Paths =>
    [
        .. Files.Select(file => file.Path).Concat(["schema.json", "data/train.csv", "data/holdout.csv"]).Order(StringComparer.Ordinal).Select(path => $"pipelines/{Names.Pipeline}/{path}"),
        .. Beside.Select(file => file.Path),
    ];

    /// <summary>Writes it: the folder at once, and then what stands beside it.</summary>
    /// <exception cref="FaultException">The folder is there by now (exit 2).</exception>
    public void Write()
    {
        using var folder = new AtomicFolder(Site.Folder(Names.Pipeline));
        WriteFile("data/train.csv", CsvWriter.Write(Proposal.Train));
        WriteFile("data/holdout.csv", CsvWriter.Write(Proposal.Holdout));
        WriteFile("schema.json", System.Text.Encoding.UTF8.GetBytes(Proposal.Schema($"A row of {Names.Pipeline}", Source).ToJsonString(Readable) + "\n"));
        foreach ((string path, string text) in Files)
            WriteFile(path, System.Text.Encoding.UTF8.GetBytes(text));
        folder.Commit(keepIf: _ => throw Scaffold.Taken(Names.Pipeline));
        foreach ((string path, string text) in Beside)
            AtomicFile.WriteText(Path.Combine(Site.Root, path), text);

        void WriteFile(string path, byte[] bytes)
        {
            string file = Path.Combine(folder.Unfinished, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }
}
