using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Models;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>What every kind of repository does, whatever keeps it.</summary>
public abstract class RepositoryContract : IDisposable
{
    protected const string Type = "application/x";

    /// <summary>A folder for the test.</summary>
    protected TemporaryFolder Folder { get; } = new();

    /// <summary>The place of the test's repositories; another object each time, as another process would have.</summary>
    protected abstract IRegistryPlace Place();

    private IRepository Repository(string pipeline = "telco") => Place().Repository(pipeline);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing) => Folder.Dispose();

    [SkippableFact]
    public void NothingRegistered_IsAnEmptyAnswer()
    {
        IRepository repository = Repository();

        Assert.False(repository.Exists());
        Assert.Null(repository.Resolve("candidate"));
        Assert.Null(repository.Resolve(Digest.OfText("nothing")));
        Assert.Empty(repository.Tags());
        Assert.Empty(repository.Subjects());
        Assert.Empty(repository.Referrers(Digest.OfText("nothing"), Type));
        Assert.DoesNotContain("telco", Place().Pipelines());
    }

    [SkippableFact]
    public void Content_ComesBackAsItWent()
    {
        byte[] large = Bytes(300_000);
        Descriptor[] put =
        [
            Repository().PutBlob("text/plain", "hello"u8.ToArray()),
            Repository().PutBlob("text/plain", stream => stream.Write(large)),
            Repository().PutFile("text/plain", Folder.Write("file.txt", "a file")),
            Repository().PutBlob("text/plain", Array.Empty<byte>()),
        ];

        byte[][] expected = [[.. "hello"u8], large, [.. "a file"u8], []];
        for (int at = 0; at < put.Length; at++)
        {
            Assert.Equal((Digest.OfBytes(expected[at]), expected[at].Length), (put[at].Digest, put[at].Size));
            Repository().CheckPresent(put[at]);
            Assert.Equal(expected[at], Repository().ReadBlob(put[at]));
            using Stream opened = Repository().OpenBlob(put[at]);
            Assert.Equal((0, expected[at].Length), (opened.Position, opened.Length));
            Assert.Equal(put[at].Digest, Digest.OfStream(opened));
        }

        // Once more changes nothing.
        Assert.Equal(put[1], Repository().PutBlob("text/plain", stream => stream.Write(large), put[1].Digest));
    }

    [SkippableFact]
    public void ContentOfAnotherDigest_IsRefused()
    {
        var refused = Assert.Throws<FaultException>(() => Repository().PutBlob("text/plain", stream => stream.Write("hell"u8), Digest.OfText("hello")));

        Assert.Equal(ExitCodes.OutOfReach, refused.ExitCode);
        Assert.Contains($"found digest {Digest.OfText("hell")}, expected {Digest.OfText("hello")}", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void MissingFile_IsAFaultOfTheUser() =>
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => Repository().PutFile("text/plain", Folder.Path("none"))).ExitCode);

    [SkippableTheory]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000", 5)]
    [InlineData("sha256:../../../etc/passwd", 5)]
    [InlineData("sha512:00", 5)]
    [InlineData("?x=y", 5)]
    public void ContentThatIsNotThere_IsAFault(string digest, long size)
    {
        Repository().PutBlob("text/plain", "hello"u8.ToArray());
        Descriptor descriptor = new() { MediaType = "text/plain", Digest = digest, Size = size };

        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().CheckPresent(descriptor)).ExitCode);
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().OpenBlob(descriptor).Dispose()).ExitCode);
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().ReadBlob(descriptor)).ExitCode);
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().ReadManifest(descriptor)).ExitCode);
    }

    [SkippableTheory]
    [InlineData(4)]
    [InlineData(6)]
    public void ContentOfAnotherLength_IsAFault(long size)
    {
        Descriptor hello = Repository().PutBlob("text/plain", "hello"u8.ToArray()) with { Size = size };

        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().CheckPresent(hello)).ExitCode);
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().ReadBlob(hello)).ExitCode);
    }

    [SkippableFact]
    public void Tags_PointAtManifests_AndMove()
    {
        Descriptor first = Manifest("first"), second = Manifest("second");
        Publish(new() { ["candidate"] = first, ["v1"] = first });
        Publish(new() { ["candidate"] = second });

        Assert.True(Repository().Exists());
        Assert.Equal(second.Digest, Repository().Resolve("candidate")!.Digest);
        Assert.Equal(first.Digest, Repository().Resolve("v1")!.Digest);
        Assert.Equal(first.Size, Repository().Resolve(first.Digest)!.Size);
        Assert.Equal(Type, Repository().Resolve("v1")!.ArtifactType);
        Assert.Equal(["candidate", "v1"], Repository().Tags());
        Assert.Null(Repository().Resolve("production"));
        Assert.Equal("first", Encoding.UTF8.GetString(Repository().ReadBlob(Repository().ReadManifest(first).Layers[0])));
        Assert.Contains("telco", Place().Pipelines());
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("-x")]
    [InlineData("sha256:12")]
    public void MalformedReference_IsAFault(string reference) =>
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => Repository().Resolve(reference)).ExitCode);

    [SkippableFact]
    public void NameThatNoRegistryTakes_IsAFault() =>
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => Repository("../x")).ExitCode);

    [SkippableFact]
    public void Attachments_AreListedByTheTimeOfTheirMaking()
    {
        Descriptor model = Manifest("model"), other = Manifest("other");
        Publish(new() { ["v1"] = model, ["v2"] = other });
        Descriptor late = Attachment(model, "late", "2026-03-01T00:00:00Z"), early = Attachment(model, "early", "2026-01-01T00:00:00Z");
        Descriptor middle = Attachment(model, "middle", "2026-02-01T00:00:00Z"), elsewhere = Attachment(other, "elsewhere", "2026-02-01T00:00:00Z");
        Descriptor another = Attachment(model, "of another type", "2026-02-01T00:00:00Z", "application/y");
        Publish([], late, elsewhere);
        Publish([], early, middle, another);
        // Once more changes nothing.
        Publish([], early);

        Assert.Equal([early.Digest, middle.Digest, late.Digest], Repository().Referrers(model.Digest, Type).Select(entry => entry.Digest));
        Assert.Equal([another.Digest], Repository().Referrers(model.Digest, "application/y").Select(entry => entry.Digest));
        Assert.Equal([elsewhere.Digest], Repository().Referrers(other.Digest, Type).Select(entry => entry.Digest));
        Assert.Equal(new[] { model.Digest, other.Digest }.Order(StringComparer.Ordinal), Repository().Subjects().Order(StringComparer.Ordinal));
        Assert.Equal(["v1", "v2"], Repository().Tags());
        Assert.Equal("early", Encoding.UTF8.GetString(Repository().ReadBlob(Repository().ReadManifest(Repository().Referrers(model.Digest, Type)[0]).Layers[0])));
        Assert.Equal("2026-01-01T00:00:00Z", Repository().Referrers(model.Digest, Type)[0].Annotation(AnnotationKeys.Created));
    }

    [SkippableFact]
    public void OneWriterAtATime_HoldsTheLock()
    {
        Task released;
        using (Repository().Lock())
        {
            Task<RegistryLock> second = Task.Run(() => Repository().Lock());
            Assert.False(second.Wait(TimeSpan.FromMilliseconds(200)));
            released = second.ContinueWith(held => held.Result.Dispose(), TaskScheduler.Default);
        }

        // Not while the folder goes.
        Assert.True(released.Wait(TimeSpan.FromMinutes(1)));

        using RegistryLock other = Repository("other").Lock();
        Assert.Throws<ArgumentException>(() => Repository().Publish(other, new Dictionary<string, Descriptor>(StringComparer.Ordinal), []));
    }

    [SkippableFact]
    public void ManifestThatIsNone_IsAFault()
    {
        Descriptor index = Repository().PutManifest(OciManifest.Of(Type, Blob("{}"), []) with { MediaType = "application/vnd.oci.image.manifest.v1+json" });
        Descriptor text = Repository().PutBlob(MediaTypes.Manifest, "no manifest"u8.ToArray());

        Assert.NotNull(Repository().ReadManifest(index));
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().ReadManifest(text)).ExitCode);
        Assert.Equal(ExitCodes.OutOfReach, Assert.Throws<FaultException>(() => Repository().ReadManifest(index with { Size = index.Size + 1 })).ExitCode);
    }

    [SkippableFact]
    public void Model_IsRegistered_Promoted_AndReadBack()
    {
        var models = new ModelRegistry(Place(), TimeProvider.System);
        RegisteredModel model = RegisteredSample.Register(Folder, models);
        // The same once more is the same.
        Assert.Equal(model, RegisteredSample.Register(Folder, models));
        models.Promote("telco", null, MlCi.Promotion.Alias.Production, "ana", "first release");

        RegisteredModel? champion = new ModelRegistry(Place(), TimeProvider.System).Champion("telco");

        Assert.Equal(model.Digest, champion!.Digest);
        Assert.Equal("row_id,score\n0,0.5\n", Encoding.UTF8.GetString(models.PredictionsOf(champion, Digest.OfText("holdout"))!));
        Assert.Equal("ana", Assert.Single(models.History("telco")).Who);
        Assert.Single(Repository().Referrers(model.Digest, MediaTypes.GateReport));
        models.Open(champion).ExtractModel(Folder.Path("out"));
        models.Open(champion).ExtractProgram(Folder.Path("program-out"));
        Assert.Equal("weights", File.ReadAllText(Folder.Path("out", "weights.json")));
        Assert.Equal("library", File.ReadAllText(Folder.Path("program-out", "TelcoChurn.dll")));
    }

    [SkippableFact]
    public async Task DecisionsOnAHoldout_AreAllKept_WhoeverWritesAtOnce()
    {
        string holdout = Digest.OfText("holdout");
        HoldoutDecision Decision(string model, int minute) => new()
        {
            Holdout = holdout,
            Model = Digest.OfText(model),
            Rules = Digest.OfText("rules"),
            Passed = true,
            Mode = "track",
            Alpha = .05,
            When = new DateTimeOffset(2026, 1, 2, 3, minute, 0, TimeSpan.Zero),
        };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (int round = 0; round < 3; round++)
            {
                var ledger = new HoldoutLedger(Repository());
                using RegistryLock held = ledger.Lock();
                ledger.Append(held, Decision($"{writer} {round}", writer));
                // The same once more is no other decision.
                ledger.Append(held, Decision($"{writer} {round}", writer));
            }
        })));

        IReadOnlyList<HoldoutDecision> decisions = new HoldoutLedger(Repository()).Read(holdout);
        Assert.Equal(12, decisions.Count);
        Assert.Equal(12, decisions.Select(decision => decision.Model).Distinct().Count());
        Assert.Empty(Repository().Tags());
    }

    [SkippableFact]
    public void Cleaning_RemovesWhatNobodyNeeds_WithWhatIsAttachedToIt()
    {
        var models = new ModelRegistry(Place(), TimeProvider.System);
        RegisteredModel old = RegisteredSample.Register(Folder, models, "old");
        RegisteredModel promoted = RegisteredSample.Register(Folder, models, "promoted");
        models.Promote("telco", null, MlCi.Promotion.Alias.Production, "ana", "first release");
        RegisteredModel candidate = RegisteredSample.Register(Folder, models, "candidate");
        var cleaning = new RegistryCleaning(Place(), new GarbageRule(Keep: 0, OlderThan: null, Grace: TimeSpan.FromHours(1)), [], TimeProvider.System);

        Assert.Equal([old.Digest], Assert.Single(cleaning.Run([], deletes: false)).Plan.Models);
        Assert.NotNull(Repository().Resolve(old.Digest));
        cleaning.Run([], deletes: true);

        Assert.Null(Repository().Resolve(old.Digest));
        Assert.Empty(Repository().Referrers(old.Digest));
        Assert.DoesNotContain(old.Digest, Repository().Subjects());
        foreach (RegisteredModel kept in new[] { promoted, candidate })
            Assert.NotNull(ModelArtifact.Read(Repository(), kept.Digest));
        Assert.Single(models.History("telco"));
        Assert.Empty(Assert.Single(cleaning.Run([], deletes: true)).Plan.Models);
    }

    protected Descriptor Blob(string text) => Repository().PutBlob("text/plain", Encoding.UTF8.GetBytes(text));

    protected Descriptor Manifest(string text) => Repository().PutManifest(OciManifest.Of(Type, Blob("{}"), [Blob(text)]));

    protected Descriptor Attachment(Descriptor subject, string text, string created, string type = Type) => Repository().PutManifest(OciManifest.Of(type, Blob("{}"), [Blob(text)]) with
    {
        Subject = new Descriptor { MediaType = subject.MediaType, Digest = subject.Digest, Size = subject.Size },
        Annotations = new(StringComparer.Ordinal) { [AnnotationKeys.Created] = created },
    });

    protected void Publish(Dictionary<string, Descriptor> tags, params Descriptor[] attachments)
    {
        IRepository repository = Repository();
        using RegistryLock held = repository.Lock();
        repository.Publish(held, tags, attachments);
    }

    protected static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(at => (byte)(at * 31 % 251))];
}
