using MlCi.Data;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class StageInputsTests
{
    private static readonly StageInputs Before = new("Train",
    [
        StageInput.Only("data", Digest.OfText("rows")), StageInput.Only("seed", "7"), new("params", "params.l2", "0.1"),
        new("sources", "model/Features.cs", Digest.OfText("one")), new("sources", "model/Program.cs", Digest.OfText("main")),
    ]);

    private static StageInputs With(string name, string? value) => Before with
    {
        All = [.. Before.All.Select(input => input.Name == name ? value is null ? null : input with { Value = value } : input).OfType<StageInput>()],
    };

    private static StageInputs And(StageInput input) => Before with { All = [.. Before.All, input] };

    private static string Why(StageInputs now, bool reused = false, string? asked = null) => now.Explain(Before, reused, asked);

    [Fact]
    public void ChangedParameter_IsToldWithBothValues_AndWhatIsUnchanged() =>
        Assert.Equal("ran: params.l2 0.1 → 1.0; data, seed, sources unchanged", Why(With("params.l2", "1.0")));

    [Fact]
    public void ChangedFile_IsToldByItsName_WithoutDigests() =>
        Assert.Equal("ran: model/Features.cs changed; data, seed, params unchanged", Why(With("model/Features.cs", Digest.OfText("two"))));

    [Fact]
    public void WhatIsNewOrGone_IsTold()
    {
        Assert.Equal("ran: params.drop is new: [\"age\"]; data, seed, sources unchanged", Why(And(new("params", "params.drop", "[\"age\"]"))));
        Assert.Equal("ran: params.l2 is gone; data, seed, sources unchanged", Why(With("params.l2", null)));
        Assert.Equal("ran: model/New.cs is new; data, seed, params unchanged", Why(And(new("sources", "model/New.cs", Digest.OfText("new")))));
    }

    [Fact]
    public void ManyChanges_AreCounted()
    {
        StageInputs now = Before with { All = [.. Enumerable.Range(1, 6).Select(i => new StageInput("params", $"params.p{i}", "1")), .. Before.All.Take(2)] };

        Assert.Equal("ran: params.p1 is new: 1, params.p2 is new: 1, params.p3 is new: 1 and 6 more; data, seed unchanged", Why(now));
    }

    [Fact]
    public void WithoutAChange_NothingRan_OrItsResultIsNotKept()
    {
        Assert.Equal("did not run: data, seed, params, sources unchanged", Why(Before, reused: true));
        Assert.Equal("ran: nothing that it reads changed, but no whole result of it is kept", Why(Before));
    }

    [Fact]
    public void ChangeBackToAnEarlierRun_IsNotRunAgain() => Assert.Equal(
        "did not run: seed 7 → 8, as in a run before, whose result is still there", Why(With("seed", "8"), reused: true));

    [Fact]
    public void FirstRun_AndForce_SaySo()
    {
        Assert.Equal("ran: for the first time", Before.Explain(null, reused: false, asked: null));
        Assert.Equal("did not run: another run made this result of the same inputs", Before.Explain(null, reused: true, asked: null));
        Assert.Equal("ran: --force", Why(Before, asked: "--force"));
    }

    [Fact]
    public void LongValues_AreNotToldInFull() => Assert.Equal("ran: params.l2 changed; data, seed, sources unchanged", Why(With("params.l2", new string('9', 61))));

    [Fact]
    public void Digest_ChangesWithEveryPart()
    {
        StageInputs[] others =
        [
            Before with { Stage = "Evaluate" }, With("seed", "8"), With("params.l2", null), And(new("params", "params.drop", "1")),
            Before with { All = [new("dat", "adata", Before.All[0].Value), .. Before.All.Skip(1)] },
        ];

        Assert.Equal(Before.Digest, (Before with { All = [.. Before.All] }).Digest);
        Assert.DoesNotContain(Before.Digest, others.Select(other => other.Digest));
    }
}
