using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Adapters.Tests.Registry;

public sealed class HoldoutLedgerTests : IDisposable
{
    private static readonly string Holdout = Digest.OfText("holdout");
    private readonly SampleModel sample = new();

    private HoldoutLedger Ledger => new(sample.Registry);

    private string IndexPath => Path.Combine(sample.LayoutFolder, "index.json");

    private string Blobs => Path.Combine(sample.LayoutFolder, "blobs", "sha256");

    public void Dispose() => sample.Dispose();

    [Fact]
    public void NothingDecided_IsAnEmptyLedger_AndMakesNothing()
    {
        Assert.Empty(Ledger.Read(Holdout));
        Assert.False(Directory.Exists(sample.Root));

        sample.Register();
        Assert.Empty(Ledger.Read(Holdout));
    }

    [Fact]
    public void DecisionsUnderAFormerDigest_AreTakenOver_EachOnce_AndStay()
    {
        string rows = Digest.OfText("rows");
        HoldoutDecision[] former = [Decision("a", passed: false), Decision("b", passed: true)];
        foreach (HoldoutDecision decision in former)
            Append(decision);
        HoldoutDecision[] expected = [.. former.Select(decision => decision with { Holdout = rows })];

        Assert.Equal(expected, Ledger.Read(rows, former: Holdout));
        Assert.Empty(Ledger.Read(rows));
        for (int turn = 0; turn < 2; turn++)
        {
            using RegistryLock held = Ledger.Lock();
            Ledger.Adopt(held, rows, former: Holdout);
        }

        Append(Decision("c", passed: false) with { Holdout = rows });
        Assert.Equal([.. expected, Decision("c", passed: false) with { Holdout = rows }], Ledger.Read(rows));
        Assert.Equal(Ledger.Read(rows), Ledger.Read(rows, former: Holdout));
        Assert.Equal(former, Ledger.Read(Holdout));
    }

    [Fact]
    public void Decisions_ComeBackAsWritten_InOrder_OfTheirHoldoutAlone()
    {
        HoldoutDecision[] written = [Decision("b", passed: false), Decision("a", passed: true), Decision("c", passed: false) with { Commit = null, Alpha = 1.2e-11, Mode = "full", Predictions = Digest.OfText("predictions") }];
        HoldoutDecision other = Decision("a", passed: true) with { Holdout = Digest.OfText("other") };
        foreach (HoldoutDecision decision in written.Append(other))
            Append(decision);

        Assert.Equal(written, Ledger.Read(Holdout));
        Assert.Equal([other], Ledger.Read(other.Holdout));
        Assert.Empty(Ledger.Read(Digest.OfText("third")));
    }

    [Fact]
    public void SameDecisionTwice_StandsOnce()
    {
        Append(Decision("a", passed: true));
        byte[] index = File.ReadAllBytes(IndexPath);

        Append(Decision("a", passed: true));

        Assert.Single(Ledger.Read(Holdout));
        Assert.Equal(index, File.ReadAllBytes(IndexPath));
    }

    [Fact]
    public void Ledger_IsOneArtifact_AndNoModelsTag()
    {
        for (int i = 0; i < 20; i++)
            Append(Decision($"{i}", passed: false));

        // A layer for each decision, the config, one manifest: those that were replaced are gone.
        Assert.Equal(20 + 1 + 1, Directory.GetFiles(Blobs).Length);
        Assert.Empty(sample.Registry.Tags());
        Descriptor tagged = sample.Registry.Resolve("holdout-" + Holdout[7..])!;
        OciManifest manifest = sample.Registry.ReadManifest(tagged);
        Assert.Equal(("application/vnd.mlci.holdout-use.v1+json", Holdout, 20), (manifest.ArtifactType, manifest.Annotation("dev.mlci.holdout"), manifest.Layers.Count));
    }

    [Fact]
    public void Models_AreNotTouchedByDecisions()
    {
        RegisteredModel model = sample.Register();
        Append(Decision("a", passed: true));
        sample.Models.Promote("telco", null, Promotion.Alias.Production, "ana", "why");
        Append(Decision("b", passed: true));

        Assert.Equal(model.Digest, sample.Models.Champion("telco")!.Digest);
        Assert.Single(sample.Models.History("telco"));
        Assert.Equal(2, Ledger.Read(Holdout).Count);
    }

    [Fact]
    public async Task ConcurrentWriters_LoseNoDecision()
    {
        const int Writers = 8;
        const int Rounds = 10;

        // Each has a registry and lock file of its own, as another process would; every third decision is everybody's.
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                HoldoutLedger ledger = Ledger;
                HoldoutDecision decision = Decision(round % 3 == 0 ? $"{round}" : $"{writer} {round}", passed: false);
                using RegistryLock held = ledger.Lock();
                if (!new HoldoutAccount(ledger.Read(held, Holdout)).IsRepeat(decision))
                    ledger.Append(held, decision);
            }
        })));

        IReadOnlyList<HoldoutDecision> decisions = Ledger.Read(Holdout);
        Assert.Equal((Writers * 6) + 4, decisions.Count);
        Assert.Equal(decisions.Count, decisions.DistinctBy(decision => decision.Model).Count());
        Assert.Equal(decisions.Count + 2, Directory.GetFiles(Blobs).Length);
    }

    // What a kill leaves at each step of writing: the ledger is the old one or the new one, and takes the next decision.
    [Fact]
    public void KilledBeforeTheLayer_LeavesTheOldLedger()
    {
        Append(Decision("a", passed: false));
        File.WriteAllText(Path.Combine(Blobs, $".blob.{Guid.NewGuid():N}.part"), """{"hold""");

        AssertTakesTheNext("a");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KilledBeforeTheTag_LeavesTheOldLedger(bool inTheMiddleOfRenaming)
    {
        Append(Decision("a", passed: false));
        byte[] before = File.ReadAllBytes(IndexPath);
        string[] blobs = Directory.GetFiles(Blobs);
        Dictionary<string, byte[]> kept = blobs.ToDictionary(blob => blob, File.ReadAllBytes);
        Append(Decision("b", passed: true));
        if (inTheMiddleOfRenaming)
            File.WriteAllBytes(Path.Combine(sample.LayoutFolder, $".index.json.{Guid.NewGuid():N}.part"), File.ReadAllBytes(IndexPath)[..100]);
        // The layer and the new manifest are written, the tag is not moved, the old manifest is not removed.
        File.WriteAllBytes(IndexPath, before);
        foreach ((string path, byte[] bytes) in kept)
            File.WriteAllBytes(path, bytes);

        Assert.Equal([Digest.OfText("a")], Ledger.Read(Holdout).Select(decision => decision.Model));
        AssertTakesTheNext("a");
    }

    [Fact]
    public void KilledBeforeTheOldManifestIsRemoved_LeavesTheNewLedger()
    {
        Append(Decision("a", passed: false));
        string manifest = Path.Combine(Blobs, sample.Registry.Resolve("holdout-" + Holdout[7..])!.Digest[7..]);
        byte[] old = File.ReadAllBytes(manifest);
        Append(Decision("b", passed: true));
        Assert.False(File.Exists(manifest));
        File.WriteAllBytes(manifest, old);

        AssertTakesTheNext("a", "b");
    }

    [Fact]
    public void EveryFileMissingCutOffOrChanged_IsAFault_NeverAnEmptyLedger()
    {
        Append(Decision("a", passed: false));
        Append(Decision("b", passed: true));
        Descriptor manifest = sample.Registry.Resolve("holdout-" + Holdout[7..])!;
        string[] paths =
        [
            IndexPath, Path.Combine(sample.LayoutFolder, "oci-layout"),
            .. sample.Registry.ReadManifest(manifest).Layers.Append(manifest).Select(entry => Path.Combine(Blobs, entry.Digest[7..])),
        ];
        foreach (string path in paths)
        {
            byte[] whole = File.ReadAllBytes(path);
            foreach (byte[]? damaged in new[] { null, [], whole[..(whole.Length / 2)], [.. whole[..^1], (byte)(whole[^1] ^ 1)] })
            {
                if (damaged is null)
                    File.Delete(path);
                else
                    File.WriteAllBytes(path, damaged);
                AssertDamaged(() => Ledger.Read(Holdout));
            }

            File.WriteAllBytes(path, whole);
        }

        Assert.Equal(2, Ledger.Read(Holdout).Count);
    }

    [Theory]
    [InlineData("{}", "cannot be read as one")]
    [InlineData("null", "cannot be read as one")]
    [InlineData("""{"holdout":"HOLDOUT","model":"x","rules":"MODEL","passed":true,"mode":"track","alpha":0.05,"when":"2026-01-02T03:04:05+00:00"}""", "found model 'x'")]
    [InlineData("""{"holdout":"HOLDOUT","model":"MODEL","rules":"MODEL","passed":true,"mode":"track","alpha":0,"when":"2026-01-02T03:04:05+00:00"}""", "alpha 0, expected two digests and a chance")]
    [InlineData("""{"holdout":"HOLDOUT","model":"MODEL","rules":"MODEL","champion":"x","passed":true,"mode":"track","alpha":0.05,"when":"2026-01-02T03:04:05+00:00"}""", "found champion 'x', expected a digest or none")]
    [InlineData("""{"holdout":"MODEL","model":"MODEL","rules":"MODEL","passed":true,"mode":"track","alpha":0.05,"when":"2026-01-02T03:04:05+00:00"}""", "found a decision on holdout")]
    [InlineData("""{"holdout":"HOLDOUT","model":"MODEL","rules":"MODEL","mode":"track","alpha":0.05,"when":"2026-01-02T03:04:05+00:00"}""", "passed")]
    public void LayerOfAnotherForm_IsAFault(string text, string message)
    {
        string json = text.Replace("HOLDOUT", Holdout, StringComparison.Ordinal).Replace("MODEL", Digest.OfText("model"), StringComparison.Ordinal);
        Descriptor layer = sample.Registry.PutBlob(MediaTypes.HoldoutDecision, Encoding.UTF8.GetBytes(json));
        Tag(MediaTypes.HoldoutUse, Holdout, layer);

        AssertDamaged(() => Ledger.Read(Holdout), message);
    }

    [Fact]
    public void ManifestOfAnotherKindOrHoldout_IsAFault()
    {
        Append(Decision("a", passed: false));
        Descriptor layer = sample.Registry.ReadManifest(sample.Registry.Resolve("holdout-" + Holdout[7..])!).Layers[0];

        Tag(MediaTypes.GateReport, Holdout, layer);
        AssertDamaged(() => Ledger.Read(Holdout), "found an artifact of type 'application/vnd.mlci.gate-report.v1+json', expected a ledger");
        Tag(MediaTypes.HoldoutUse, Digest.OfText("other"), layer);
        AssertDamaged(() => Ledger.Read(Holdout), "found a ledger of holdout sha256:");
        Tag(MediaTypes.HoldoutUse, Holdout);
        AssertDamaged(() => Ledger.Read(Holdout), "found a ledger of no decision, expected at least one");
    }

    private void AssertTakesTheNext(params string[] models)
    {
        Assert.Equal(models.Select(Digest.OfText), Ledger.Read(Holdout).Select(decision => decision.Model));
        Append(Decision("next", passed: true));
        Assert.Equal(models.Append("next").Select(Digest.OfText), Ledger.Read(Holdout).Select(decision => decision.Model));
    }

    private static void AssertDamaged(Action action, string message = "")
    {
        var exception = Assert.Throws<FaultException>(action);
        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Contains("the registry folder is damaged", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private void Append(HoldoutDecision decision)
    {
        HoldoutLedger ledger = Ledger;
        using RegistryLock held = ledger.Lock();
        ledger.Append(held, decision);
    }

    private void Tag(string artifactType, string holdout, params Descriptor[] layers)
    {
        FolderRegistry registry = sample.Registry;
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor manifest = registry.PutManifest(OciManifest.Of(artifactType, config, layers) with
        {
            Annotations = new(StringComparer.Ordinal) { [AnnotationKeys.Holdout] = holdout },
        });
        using RegistryLock held = registry.Lock();
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["holdout-" + Holdout[7..]] = manifest }, []);
    }

    private static HoldoutDecision Decision(string model, bool passed) => new()
    {
        Holdout = Holdout,
        Model = Digest.OfText(model),
        Rules = Digest.OfText("rules"),
        Passed = passed,
        Mode = "track",
        Alpha = .05,
        Commit = "0123456789abcdef0123456789abcdef01234567",
        When = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };
}
