using System.Collections.Concurrent;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Registry;

public sealed class PromotionsTests : IDisposable
{
    private readonly SampleModel sample = new();

    private Promotions Promotions => new(new FolderPlace(sample.Root), TimeProvider.System);

    public void Dispose() => sample.Dispose();

    [Fact]
    public void EachRecord_NamesTheOneBefore()
    {
        string[] models = Models(3);
        foreach (string model in models)
            Promote(model);

        RecordChain chain = Chain();
        Assert.Equal([null, models[0], models[1]], chain.Order.Select(one => one.Record.From));
        Assert.Empty(chain.Order[0].Record.Previous);
        Assert.Equal(chain.Order[1].Digest, Assert.Single(chain.Order[2].Record.Previous));
        Assert.Equal((2, PromotionAction.Promote, "gate-report"), (chain.Order[2].Record.SchemaVersion, chain.Order[2].Record.Action, chain.Order[2].Record.Evidence[0].Kind));
        Assert.StartsWith("MlCi ", chain.Order[2].Record.Tool, StringComparison.Ordinal);
        Assert.Equal(AliasCondition.Settled, State().Condition);
    }

    [Fact]
    public void Rollback_GoesToTheGoodModelBefore_AndIsARecord()
    {
        string[] models = Models(3);
        foreach (string model in models)
            Promote(model);

        MoveOutcome back = Rollback();

        Assert.Equal((models[2], models[1], PromotionAction.Rollback), (back.Record.From, back.Record.To, back.Record.Action));
        Assert.Equal(models[1], sample.Models.Champion("telco")!.Digest);
        Assert.Equal(models[0], Rollback().Record.To);
        Refused("previous", () => Rollback());
        Assert.Equal(5, Chain().Order.Count);
    }

    [Fact]
    public void Rollback_GoesToAModelThatIsNamed_IfItBoreTheAlias()
    {
        string[] models = Models(4);
        foreach (string model in models[..3])
            Promote(model);

        Refused("bore-alias", () => Rollback(models[3]));
        Assert.Equal(models[0], Rollback(models[0]).Record.To);
        Refused("given-up", () => Rollback(models[2]));
    }

    [Fact]
    public void RollbackOfAnAliasThatNeverMoved_IsRefused()
    {
        Models(1);
        Refused("previous", () => Rollback());
    }

    [Fact]
    public void AliasThatNoRecordExplains_IsNotBuriedByAPromotion_AndRollbackReturns()
    {
        string[] models = Models(3);
        Promote(models[0]);
        Point("production", models[2]);

        Refused("explained", () => Promote(models[1]));
        MoveOutcome back = Rollback();

        Assert.Equal((models[2], models[0]), (back.Record.From, back.Record.To));
        Assert.Equal(AliasCondition.Settled, State().Condition);
    }

    [Fact]
    public void AliasThatWasNotMovedYet_IsMovedFirst()
    {
        string[] models = Models(3);
        Promote(models[0]);
        Promote(models[1]);
        Point("production", models[0]);
        Assert.Equal(AliasCondition.Interrupted, State().Condition);

        MoveOutcome outcome = Promote(models[2]);

        Assert.Contains("completed first", Assert.Single(outcome.Notes), StringComparison.Ordinal);
        Assert.Equal(models[1], outcome.Record.From);
    }

    [Fact]
    public void InterruptedPromotion_WhoseModelIsGone_IsTakenForNotDone()
    {
        string[] models = Models(3);
        Promote(models[0]);
        Promote(models[1]);
        Point("production", models[0]);
        Remove(models[1]);

        MoveOutcome outcome = Promote(models[2]);

        Assert.Contains("its model is gone", Assert.Single(outcome.Notes), StringComparison.Ordinal);
        Assert.Equal((models[0], AliasCondition.Settled), (outcome.Record.From, outcome.State.Condition));
        Assert.Equal(models[0], Rollback().Record.To);
    }

    [Fact]
    public void RecordOfTheFirstForm_IsRead_AndFollowed()
    {
        string[] models = Models(2);
        FolderRegistry registry = sample.Registry;
        Descriptor model = registry.Resolve(models[0])!, config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor layer = registry.PutBlob(MediaTypes.Promotion, System.Text.Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":1,"pipeline":"telco","alias":"production","to":"{{models[0]}}","who":"ana","when":"2026-01-01T00:00:00+00:00","why":"first","evidence":"{{SampleModel.Holdout}}"}"""));
        Descriptor old = registry.PutManifest(OciManifest.Of(MediaTypes.Promotion, config, [layer]) with { Subject = model });
        using (RegistryLock held = registry.Lock())
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { ["production"] = model }, [old]);

        MoveOutcome outcome = Promote(models[1]);

        Assert.Equal(layer.Digest, Assert.Single(outcome.Record.Previous));
        Assert.Equal(new RecordEvidence("gate-report", SampleModel.Holdout), Assert.Single(Chain().Order[0].Record.Evidence));
        Assert.Equal(models[0], Rollback().Record.To);
    }

    [Fact]
    public void WithoutALock_AndWithNoStepThatDoesTwoThings_NoRecordIsLost_AndTheNextOneSettlesIt()
    {
        var random = new Random(20261122);
        int forked = 0, interrupted = 0;
        for (int round = 0; round < 60; round++)
        {
            var content = new MemoryContent(sample.Path());
            string[] models = MemoryModels(content, 6);
            int[] schedule = [.. Enumerable.Range(0, 400).Select(_ => random.Next(60))];
            int[] lives = [.. models.Select(_ => random.Next(4) == 0 ? random.Next(14) : int.MaxValue)];
            int written = RunSideBySide(content, models, schedule, lives);

            var alone = new MemoryRepository(content, () => { });
            var found = AttachedRecords.Read(alone);
            Assert.Empty(found.Faults);
            Assert.True(found.Records.Count >= written, $"{found.Records.Count} records of at least {written}");
            AliasState state = AliasReading.Of(alone, "production").State;
            Assert.NotEqual(AliasCondition.Unexplained, state.Condition);
            forked += state.Condition == AliasCondition.Forked ? 1 : 0;
            interrupted += state.Condition is AliasCondition.Interrupted or AliasCondition.Stale ? 1 : 0;

            string next = MemoryModels(content, 7)[6];
            MoveOutcome outcome = new Promotions(alone, TimeProvider.System).Promote(new MoveRequest("telco", Alias.Production, next, "zoe", "the next one"));
            Assert.Equal((AliasCondition.Settled, next), (outcome.State.Condition, outcome.State.Target));
            Assert.DoesNotContain(AttachedRecords.Chains(alone)["production"].Forks, fork => fork.ResolvedBy is null);
            Assert.Equal(found.Records.Count + 1, AttachedRecords.Read(alone).Records.Count);
        }

        Assert.True(forked > 5 && interrupted > 0, $"{forked} forked, {interrupted} interrupted");
    }

    // How many promotions came to their end.
    private static int RunSideBySide(MemoryContent content, string[] models, int[] schedule, int[] lives)
    {
        var turns = new Turns(models.Length, schedule);
        int ended = 0;
        ConcurrentBag<Exception> failed = [];
        Thread[] threads = [.. models.Select((model, who) => new Thread(() =>
        {
            int left = lives[who];
            turns.Begin(who);
            try
            {
                var registry = new MemoryRepository(content, () =>
                {
                    turns.Next(who);
                    if (left-- <= 0)
                        throw new OperationCanceledException();
                });
                new Promotions(registry, TimeProvider.System).Promote(new MoveRequest("telco", Alias.Production, model, $"who {who}", "side by side"));
                Interlocked.Increment(ref ended);
            }
            catch (OperationCanceledException)
            {
                // Killed.
            }
            catch (Exception e)
            {
                failed.Add(e);
            }
            finally
            {
                turns.End(who);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
        Assert.Empty(failed);
        return ended;
    }

    private string[] MemoryModels(MemoryContent content, int count)
    {
        var models = new ModelRegistry(new MemoryRepository(content, () => { }), TimeProvider.System);
        return [.. Enumerable.Range(1, count).Select(number =>
        {
            sample.Write("model/weights.json", $"weights {number}");
            return models.Register("telco", sample.Contents, sample.Report()).Digest;
        })];
    }

    private string[] Models(int count) => [.. Enumerable.Range(1, count).Select(number =>
    {
        sample.Write("model/weights.json", $"weights {number}");
        return sample.Register().Digest;
    })];

    private MoveOutcome Promote(string model) => Promotions.Promote(new MoveRequest("telco", Alias.Production, model, "ana", "better"));

    private MoveOutcome Rollback(string? model = null) => Promotions.Rollback(new MoveRequest("telco", Alias.Production, model, "bo", "calls fail"));

    private void Point(string alias, string model)
    {
        FolderRegistry registry = sample.Registry;
        using RegistryLock held = registry.Lock();
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [alias] = registry.Resolve(model)! }, []);
    }

    private void Remove(string model)
    {
        string index = Path.Combine(sample.LayoutFolder, "index.json");
        OciIndex all = RegistryJson.Read<OciIndex>(File.ReadAllBytes(index));
        File.WriteAllBytes(index, RegistryJson.Write(all with { Manifests = [.. all.Manifests.Where(entry => entry.Digest != model)] }));
        File.Delete(Path.Combine(sample.LayoutFolder, "blobs", "sha256", model[7..]));
    }

    private RecordChain Chain() => AttachedRecords.Chains(sample.Registry)["production"];

    private AliasState State() => AliasReading.Of(sample.Registry, "production").State;

    private static void Refused(string rule, Func<MoveOutcome> move)
    {
        var exception = Assert.Throws<FaultException>(() => { move(); });
        Assert.Equal(ExitCodes.Negative, exception.ExitCode);
        Assert.StartsWith($"rule '{rule}' refuses", exception.Message, StringComparison.Ordinal);
        Assert.Contains("expected", exception.Message, StringComparison.Ordinal);
    }
}
