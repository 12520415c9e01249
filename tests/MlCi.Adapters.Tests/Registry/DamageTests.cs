using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>A registry that was cut off half-way is a fault with exit 3, never "no champion" and never a pass.</summary>
public sealed class DamageTests : IDisposable
{
    private const string Hostile = """
        {"schemaVersion":2,"manifests":[{"mediaType":"m","digest":"sha256:../../../secret","size":1,
        "annotations":{"org.opencontainers.image.ref.name":"production"}}]}
        """;

    private readonly SampleModel sample = new();
    private readonly RegisteredModel champion;

    public DamageTests()
    {
        sample.Register();
        sample.Models.Promote("telco", null, Alias.Production, "ana", "why");
        champion = sample.Models.Champion("telco")!;
        UseEverything();
    }

    public static TheoryData<double> Cuts => [0, 0.1, 0.5, 0.9, 0.999];

    public void Dispose() => sample.Dispose();

    [Theory]
    [MemberData(nameof(Cuts))]
    public void EveryFileCutOff_IsAFault(double share)
    {
        foreach (string file in Files())
            AssertFault(file, bytes => bytes[..(int)(bytes.Length * share)]);
    }

    [Fact]
    public void TableOfTagsCutOffAnywhere_IsAFault()
    {
        string file = Path.Combine(sample.LayoutFolder, "index.json");
        byte[] whole = File.ReadAllBytes(file);
        for (int length = whole.Length - 1; length >= 0; length--)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => sample.Models.Champion("telco")).ExitCode);
        }
    }

    [Fact]
    public void EveryFileMissing_IsAFault()
    {
        foreach (string file in Files())
            AssertFault(file, _ => null);
    }

    [Fact]
    public void EveryFileChanged_IsAFault()
    {
        foreach (string file in Files())
        {
            AssertFault(file, bytes =>
            {
                bytes[bytes.Length / 2] ^= 0x80;
                return bytes;
            });
        }
    }

    [Theory]
    [InlineData("oci-layout", """{"imageLayoutVersion":"2.0.0"}""", "found version '2.0.0', expected an OCI image layout of version 1.0.0")]
    [InlineData("oci-layout", "[]", "that cannot be read as one")]
    [InlineData("index.json", "{}", "that cannot be read as one")]
    [InlineData("index.json", "null", "that cannot be read as one")]
    [InlineData("index.json", """{"schemaVersion":2,"manifests":[null]}""", "that cannot be read as one")]
    [InlineData("index.json", """{"schemaVersion":1,"manifests":[]}""", "found schemaVersion 1, expected 2")]
    [InlineData("index.json", Hostile, "found the name 'sha256:../../../secret'")]
    public void FileOfAnotherForm_IsNamed(string file, string text, string message)
    {
        File.WriteAllText(Path.Combine(sample.LayoutFolder, file), text);

        var exception = Assert.Throws<FaultException>(() => sample.Models.Champion("telco"));

        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyFolder_IsDamage_NotAbsence()
    {
        Directory.Delete(sample.LayoutFolder, recursive: true);
        Assert.Null(sample.Models.Champion("telco"));

        Directory.CreateDirectory(sample.LayoutFolder);
        var exception = Assert.Throws<FaultException>(() => sample.Models.Champion("telco"));
        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Equal(
            $"{Path.Combine(sample.LayoutFolder, "oci-layout")}: found no such file, expected the version of an OCI image layout; "
            + $"the registry folder is damaged: restore '{sample.LayoutFolder}' from a copy, or delete it and register anew",
            exception.Message);
    }

    [Fact]
    public void FileAtTheFoldersPlace_IsAFault()
    {
        Directory.Delete(sample.Root, recursive: true);
        sample.Write("registry", "a file");
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => sample.Register()).ExitCode);

        File.Delete(sample.Root);
        sample.Write("registry/telco", "a file");
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => sample.Models.Champion("telco")).ExitCode);
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => sample.Register()).ExitCode);
    }

    [Fact]
    public void CutOffBlob_IsMendedByRegisteringAgain()
    {
        OciManifest manifest = sample.Registry.ReadManifest(sample.Registry.Resolve("production")!);
        File.WriteAllText(BlobPath(manifest.Layers[0].Digest), "");
        Assert.Throws<FaultException>(() => sample.Models.Champion("telco"));

        sample.Register();

        Assert.Equal(champion, sample.Models.Champion("telco"));
        UseEverything();
    }

    private void AssertFault(string file, Func<byte[], byte[]?> damage)
    {
        byte[] whole = File.ReadAllBytes(file);
        if (damage([.. whole]) is { } damaged)
            File.WriteAllBytes(file, damaged);
        else
            File.Delete(file);

        var exception = Assert.Throws<FaultException>(UseEverything);
        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Contains(Path.GetFileName(file), exception.Message, StringComparison.Ordinal);
        Assert.Contains("found", exception.Message, StringComparison.Ordinal);
        Assert.Contains("expected", exception.Message, StringComparison.Ordinal);

        File.WriteAllBytes(file, whole);
    }

    private void UseEverything()
    {
        ModelRegistry models = sample.Models;
        RegisteredModel? model = models.Champion("telco");
        Assert.NotNull(model);
        StoredModel stored = models.Open(model);
        stored.ExtractModel(sample.Path("out", "model"));
        stored.ExtractProgram(sample.Path("out", "program"));
        Assert.NotEmpty(stored.ReadSchema());
        Assert.NotEmpty(stored.ReadPipeline());
        Assert.NotNull(models.PredictionsOf(model, SampleModel.Holdout));
        Assert.NotNull(stored.ReadTrainingRows());
        Assert.NotNull(models.ReportOf(model));
        Assert.Single(models.History("telco"));
    }

    // Everything that an answer rests on. Left out: both configs, whose content MlCi never reads, and the list of attachments
    // before the promotion, which no tag names any more.
    private IEnumerable<string> Files()
    {
        FolderRegistry registry = sample.Registry;
        Descriptor model = registry.Resolve("production")!;
        OciManifest manifest = registry.ReadManifest(model);
        Descriptor[] attached =
        [
            .. registry.Referrers(model.Digest, MediaTypes.GateReport), .. registry.Referrers(model.Digest, MediaTypes.Promotion),
        ];
        return new[] { model, registry.Resolve("sha256-" + model.Digest[7..])! }
            .Concat(manifest.Layers).Concat(attached).Concat(attached.SelectMany(entry => registry.ReadManifest(entry).Layers))
            .Select(entry => BlobPath(entry.Digest))
            .Append(Path.Combine(sample.LayoutFolder, "index.json")).Append(Path.Combine(sample.LayoutFolder, "oci-layout"))
            .ToArray();
    }

    private string BlobPath(string digest) => Path.Combine(sample.LayoutFolder, "blobs", "sha256", digest[7..]);
}
