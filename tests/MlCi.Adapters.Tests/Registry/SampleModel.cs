using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>A small model with every part, in a folder that goes with the test, and a registry beside it.</summary>
internal sealed class SampleModel : IDisposable
{
    public static readonly string Holdout = Digest.OfText("holdout");

    private readonly TemporaryFolder folder = new();

    public SampleModel(string weights = "weights 1")
    {
        folder.Write("model/weights.json", weights);
        folder.Write("model/deep/er/encoder.bin", "encoder");
        string program = folder.Write("program/TelcoChurn", "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        folder.Write("program/runtimes/TelcoChurn.dll", "library");
        Contents = new ModelContents
        {
            ModelFolder = folder.Path("model"),
            ProgramFolder = folder.Path("program"),
            SchemaFile = folder.Write("schema.json", "{}"),
            PipelineFile = folder.Write("pipeline.yml", "version: 1\n"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal) { [Holdout] = folder.Write("predictions.csv", "row_id,score\n0,0.5\n") },
            TrainingRowsFile = folder.Write("rows.txt", "abc\n"),
        };
    }

    public ModelContents Contents { get; set; }

    public string Root => folder.Path("registry");

    public string LayoutFolder => folder.Path("registry", "telco");

    public string ModelDigest => FileDigests.OfFolder(Contents.ModelFolder);

    public FolderRegistry Registry => new(Root, "telco");

    public ModelRegistry Models => new(new FolderPlace(Root), TimeProvider.System);

    public string Path(params string[] parts) => folder.Path(parts);

    public string Write(string path, string text) => folder.Write(path, text);

    public byte[] Report(string verdict = "passed", string? model = null) => Encoding.UTF8.GetBytes(
        $$$"""{"schemaVersion":1,"verdict":"{{{verdict}}}","digests":{"model":"{{{model ?? ModelDigest}}}","holdout":"{{{Holdout}}}"}}""");

    public RegisteredModel Register(string verdict = "passed") => Models.Register("telco", Contents, Report(verdict));

    public void Dispose() => folder.Dispose();
}
