using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Models;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>What goes from a registry folder, and what never does.</summary>
public sealed class RegistryCleaningTests : IDisposable
{
    private readonly SampleModel sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void OldCandidates_Go_WithAllOfTheirs_AndTheOthersStayWhole()
    {
        string[] models = [.. Enumerable.Range(0, 4).Select(Register)];
        sample.Models.Promote("telco", models[0], Alias.Production, "ana", "first");
        Age();
        long before = Bytes();

        CleanedRepository would = Clean(keep: 1, deletes: false);
        Assert.Equal(before, Bytes());
        CleanedRepository done = Clean(keep: 1, deletes: true);

        // The one in production, the candidate, and the newest of the rest: by their digests, as no record dates them.
        string rest = models[1..3].Order(StringComparer.Ordinal).Last();
        Assert.Equal([rest], done.Plan.Models);
        Assert.Equal(done.Plan.Models, would.Plan.Models);
        Assert.Equal(before - Bytes(), done.Plan.Bytes);
        Assert.Equal(3, done.Kept);
        Assert.Null(sample.Models.Find("telco", rest));
        Assert.Null(sample.Models.Find("telco", ModelNames.OwnTag(rest)));
        Assert.Empty(sample.Registry.Referrers(rest));
        Assert.All(models.Except([rest]), model =>
        {
            StoredModel stored = ModelArtifact.Read(sample.Registry, model)!;
            Assert.NotNull(stored.ReadPredictions(SampleModel.Holdout));
            Assert.NotNull(sample.Models.ReportOf(sample.Models.Find("telco", model)!));
        });
        Assert.Equal(models[0], Assert.Single(sample.Models.History("telco")).To);
        Assert.True(Clean(keep: 1, deletes: true).Plan.IsEmpty);
    }

    [Fact]
    public void Image_StaysWithItsModel_AndGoesWithIt()
    {
        string[] models = [.. Enumerable.Range(0, 3).Select(Register)];
        Descriptor[] images = [.. models.Select((model, at) => SampleImage.Publish(sample.Registry, model, text: $"layer {at}"))];
        Age();

        string gone = Assert.Single(Clean(keep: 1, deletes: true).Plan.Models);

        Assert.All(models.Zip(images), pair => Assert.Equal(pair.First != gone, sample.Registry.Resolve(RegistryName.ImageTag(pair.Second.Digest)) is not null));
        Assert.All(models.Zip(images).Where(pair => pair.First != gone), pair => sample.Registry.CheckPresent(sample.Registry.ReadManifest(pair.Second).Layers[0]));
    }

    [Fact]
    public void WhatARecordNames_Stays_ThoughNoAliasDoes()
    {
        string first = Register(0), second = Register(1), third = Register(2);
        sample.Models.Promote("telco", first, Alias.Production, "ana", "first");
        sample.Models.Promote("telco", second, Alias.Production, "ana", "second");
        Age();

        Assert.Empty(Clean(keep: 0, deletes: true).Plan.Models);
        Assert.All([first, second, third], model => Assert.NotNull(sample.Models.Find("telco", model)));
    }

    [Fact]
    public void VersionLedgerDataAndUnknownAttachment_Stay()
    {
        string released = Register(0), scanned = Register(1), last = Register(2);
        FolderRegistry registry = sample.Registry;
        Descriptor data = registry.PutManifest(OciManifest.Of(MediaTypes.DataSnapshot, registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray()), [registry.PutBlob(MediaTypes.Dataset, "rows"u8.ToArray())]));
        Descriptor scan = Attachment.Put(registry, registry.Resolve(scanned)!, "application/vnd.example.scan", "clean"u8.ToArray(), "scan.txt", new(StringComparer.Ordinal));
        using (RegistryLock held = registry.Lock())
        {
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal)
            {
                ["v1.0.0"] = registry.Resolve(released)!,
                ["data-" + Digest.OfText("rows")[7..]] = data,
            }, [scan]);
        }

        Age();
        Assert.Empty(Clean(keep: 0, deletes: true).Plan.Models);
        Assert.All([released, scanned, last], model => Assert.NotNull(sample.Models.Find("telco", model)));
        registry.CheckPresent(registry.ReadManifest(data).Layers[0]);
    }

    [Fact]
    public void BlobsWithoutName_GoAfterAnHour_UnlessAPointerNamesThem()
    {
        Register(0);
        FolderRegistry registry = sample.Registry;
        Descriptor old = registry.PutBlob(MediaTypes.Dataset, "old"u8.ToArray()), pointed = registry.PutBlob(MediaTypes.Dataset, "pointed"u8.ToArray());
        Age();
        Descriptor young = registry.PutBlob(MediaTypes.Dataset, "young"u8.ToArray());

        CleanedRepository done = Clean(keep: 10, deletes: true, pointed.Digest);

        Assert.Equal([old.Digest], done.Plan.Blobs.Select(blob => blob.Digest));
        registry.CheckPresent(young);
        registry.CheckPresent(pointed);
    }

    [Fact]
    public void BlobThatIsAskedForAgain_IsYoungAgain()
    {
        Register(0);
        FolderRegistry registry = sample.Registry;
        Descriptor blob = registry.PutBlob(MediaTypes.Dataset, "again"u8.ToArray());
        Age();
        registry.PutBlob(MediaTypes.Dataset, "again"u8.ToArray());

        Assert.True(Clean(keep: 10, deletes: true).Plan.IsEmpty);
        registry.CheckPresent(blob);
    }

    [Fact]
    public void DamagedRegistry_LosesNothing()
    {
        string model = Register(0);
        Age();
        File.WriteAllText(Path.Combine(sample.LayoutFolder, "blobs", "sha256", model[7..]), "{}");
        long before = Bytes();

        Assert.Throws<MlCi.Findings.FaultException>(() => Clean(keep: 0, deletes: true));
        Assert.Equal(before, Bytes());
    }

    private string Register(int number)
    {
        sample.Write("model/weights.json", $"weights {number}");
        return sample.Register().Digest;
    }

    private CleanedRepository Clean(int keep, bool deletes, params string[] pointers) => Assert.Single(
        new RegistryCleaning(new FolderPlace(sample.Root), new GarbageRule(keep, null, TimeSpan.FromHours(1)), pointers, TimeProvider.System).Run([], deletes));

    private void Age()
    {
        foreach (string blob in Directory.GetFiles(Path.Combine(sample.LayoutFolder, "blobs", "sha256")))
            File.SetLastWriteTimeUtc(blob, DateTime.UtcNow.AddHours(-2));
    }

    private long Bytes() => Directory.GetFiles(Path.Combine(sample.LayoutFolder, "blobs", "sha256")).Sum(file => new FileInfo(file).Length);
}
