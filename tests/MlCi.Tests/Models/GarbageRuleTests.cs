using FsCheck;
using FsCheck.Fluent;
using MlCi.Models;

namespace MlCi.Tests.Models;

public sealed class GarbageRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly GarbageRule Rule = new(Keep: 2, OlderThan: null, Grace: TimeSpan.FromHours(1));

    [Fact]
    public void Reached_Stays_Transitively_AndTheRestGoes()
    {
        GarbagePlan plan = Rule.Decide([Content("root", "a"), Content("a", "b"), Content("b"), Content("c", "root"), Blob("d", hours: 2)], ["root"], [], Now);

        Assert.Equal(["c"], plan.Manifests.Select(content => content.Digest));
        Assert.Equal(["d"], plan.Blobs.Select(content => content.Digest));
        Assert.Equal(20, plan.Bytes);
    }

    [Fact]
    public void NewestModels_Stay_WithAllOfTheirs()
    {
        StoredCandidate[] models = [.. Enumerable.Range(0, 4).Select(day => new StoredCandidate($"m{day}", Now.AddDays(-day)))];
        StoredContent[] contents = [.. models.SelectMany(model => new[] { Content(model.Digest, model.Digest + " weights"), Content(model.Digest + " weights") })];

        Assert.Equal(["m2", "m3"], Rule.Decide(contents, [], models, Now).Models);
        Assert.Equal(["m3"], (Rule with { OlderThan = TimeSpan.FromDays(2.5) }).Decide(contents, [], models, Now).Models);
        // What stays anyway takes nobody's place.
        Assert.Equal(["m3"], Rule.Decide(contents, ["m0"], models, Now).Models);
        Assert.Equal(4, Rule.Decide(contents, [], models, Now).Manifests.Count);
    }

    [Fact]
    public void ModelOfUnknownAge_GoesFirst_ButNeverByAge()
    {
        StoredCandidate[] models = [new("known", Now.AddDays(-90)), new("unknown", null)];
        StoredContent[] contents = [Content("known"), Content("unknown")];

        Assert.Equal(["unknown"], (Rule with { Keep = 1 }).Decide(contents, [], models, Now).Models);
        Assert.Equal(["known"], (Rule with { Keep = 0, OlderThan = TimeSpan.FromDays(30) }).Decide(contents, [], models, Now).Models);
    }

    [Fact]
    public void YoungBlob_Stays_WithWhatItBuildsOn()
    {
        GarbagePlan plan = Rule.Decide([Blob("young", hours: 0.5) with { Links = ["old"] }, Blob("old", hours: 50), Blob("other", hours: 50)], [], [], Now);

        Assert.Equal(["other"], plan.Blobs.Select(content => content.Digest));
    }

    [Fact]
    public void NothingReachable_IsEverRemoved()
    {
        Gen<(int[][] Links, bool[] Named, int[] Roots, int[] Models, int Keep)> graphs =
            from count in Gen.Choose(1, 12)
            from links in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, count - 1), 2), count)
            from named in Gen.ArrayOf(Gen.Elements(true, false), count)
            from roots in Gen.ArrayOf(Gen.Choose(0, count - 1), 2)
            from models in Gen.ArrayOf(Gen.Choose(0, count - 1), 3)
            from keep in Gen.Choose(0, 3)
            select (links, named, roots, models, keep);
        Prop.ForAll(graphs.ToArbitrary(), graph =>
        {
            StoredContent[] contents = [.. graph.Links.Select((links, i) => new StoredContent($"{i}", 1, graph.Named[i], Now.AddHours(-(i % 3)), [.. links.Select(link => $"{link}")]))];
            StoredCandidate[] models = [.. graph.Models.Distinct().Select(model => new StoredCandidate($"{model}", Now.AddDays(-model)))];
            string[] roots = [.. graph.Roots.Select(root => $"{root}")];

            GarbagePlan plan = new GarbageRule(graph.Keep, null, TimeSpan.FromMinutes(30)).Decide(contents, roots, models, Now);

            HashSet<string> gone = [.. plan.Manifests.Concat(plan.Blobs).Select(content => content.Digest)];
            HashSet<string> left = [.. contents.Select(content => content.Digest).Except(gone)];
            bool rootsStay = roots.All(left.Contains);
            // Whatever stays has all that it links to: so nothing reachable from a root, a kept model or work in progress went.
            bool isClosed = contents.Where(content => left.Contains(content.Digest)).All(content => content.Links.All(left.Contains));
            bool youngStay = contents.Where(content => !content.IsNamed && content.Written == Now).All(content => left.Contains(content.Digest));
            bool newestStay = models.Where(model => plan.Models.Contains(model.Digest)).All(model => models.Count(other => other.Registered > model.Registered && left.Contains(other.Digest)) >= graph.Keep);
            return rootsStay && isClosed && youngStay && newestStay;
        }).QuickCheckThrowOnFailure();
    }

    private static StoredContent Content(string digest, params string[] links) => new(digest, 10, IsNamed: true, null, links);

    private static StoredContent Blob(string digest, double hours) => new(digest, 10, IsNamed: false, Now.AddHours(-hours), []);
}
