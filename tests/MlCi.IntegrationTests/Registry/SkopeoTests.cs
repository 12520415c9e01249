using System.Diagnostics;
using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>What another OCI tool makes of the registry folder.</summary>
public sealed class SkopeoTests : IDisposable
{
    private const string Skopeo = "/usr/bin/skopeo";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void Inspect_ShowsTheManifest()
    {
        RegisteredModel model = Register();

        byte[] raw = Run("inspect", "--raw", $"oci:{folder.Path("registry", "telco")}:candidate");

        Assert.Equal(model.Digest, Digest.OfBytes(raw));
    }

    [SkippableFact]
    public void Inspect_ShowsWhatIsAttached()
    {
        RegisteredModel model = Register();
        new ModelRegistry(new FolderPlace(folder.Path("registry")), TimeProvider.System).Promote("telco", null, Alias.Production, "ana", "first release");

        byte[] raw = Run("inspect", "--raw", $"oci:{folder.Path("registry", "telco")}:sha256-{model.Digest[7..]}");

        string list = Encoding.UTF8.GetString(raw);
        Assert.Contains(MediaTypes.GateReport, list, StringComparison.Ordinal);
        Assert.Contains(MediaTypes.Promotion, list, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Copy_KeepsTheDigest()
    {
        RegisteredModel model = Register();
        string copy = folder.Path("copy", "telco");
        Directory.CreateDirectory(folder.Path("copy"));

        Run("--insecure-policy", "copy", "--preserve-digests", $"oci:{folder.Path("registry", "telco")}:candidate", $"oci:{copy}:production");

        RegisteredModel? copied = new ModelRegistry(new FolderPlace(folder.Path("copy")), TimeProvider.System).Champion("telco");
        Assert.Equal(model.Digest, copied?.Digest);
    }

    private RegisteredModel Register()
    {
        Skip.IfNot(File.Exists(Skopeo), "skopeo is not installed (Debian: apt-get install skopeo)");
        ModelContents contents = new()
        {
            ModelFolder = Path.GetDirectoryName(folder.Write("model/weights.json", "weights"))!,
            ProgramFolder = Path.GetDirectoryName(folder.Write("program/TelcoChurn.dll", "library"))!,
            SchemaFile = folder.Write("schema.json", "{}"),
            PipelineFile = folder.Write("pipeline.yml", "version: 1\n"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Digest.OfText("holdout")] = folder.Write("predictions.csv", "row_id,score\n0,0.5\n"),
            },
        };
        string model = Digest.OfFiles([("weights.json", Digest.OfText("weights"))]);
        string report = $$$"""{"verdict":"passed","digests":{"model":"{{{model}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}""";
        return new ModelRegistry(new FolderPlace(folder.Path("registry")), TimeProvider.System)
            .Register("telco", contents, Encoding.UTF8.GetBytes(report));
    }

    private static byte[] Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Skopeo, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"skopeo {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output.ToArray();
    }
}
