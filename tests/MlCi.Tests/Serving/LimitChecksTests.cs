using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class LimitChecksTests
{
    private static readonly SourcePlace Place = new("pipeline.yml", 12);

    [Fact]
    public void WithoutLimits_NothingIsGated() => Assert.Empty(LimitChecks.Of(new ImageLimits(), TimeSpan.FromDays(1), null, long.MaxValue, long.MaxValue));

    [Fact]
    public void WhatIsEqualToTheLimit_Holds()
    {
        var latency = LatencySummary.Of([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(2), 100)], warmUp: 0);
        var limits = new ImageLimits { Start = new(TimeSpan.FromMilliseconds(500), Place), P50 = new(TimeSpan.FromMilliseconds(2), Place), P99 = new(TimeSpan.FromMilliseconds(2), Place), Memory = new(64 << 20, Place) };

        Assert.All(LimitChecks.Of(limits, TimeSpan.FromMilliseconds(500), latency, 64 << 20, null), check => Assert.Equal((CheckVerdict.Passed, Place), (check.Verdict, check.Source)));
    }

    [Fact]
    public void WhatIsJustOverTheLimit_IsNotRoundedOntoIt()
    {
        ServedCheck check = Assert.Single(LimitChecks.Of(new ImageLimits { Memory = new(64 << 20, Place) }, null, null, (64 << 20) + 1, null));

        Assert.Equal((CheckVerdict.Failed, "found resident memory of more than 64.0 MB, expected at most 64.0 MB"), (check.Verdict, check.Reason));
    }

    [Fact]
    public void WhatNobodyMeasured_IsNotEvaluated()
    {
        var few = LatencySummary.Of([TimeSpan.FromMilliseconds(1)], warmUp: 0);
        var limits = new ImageLimits { Start = new(TimeSpan.FromSeconds(1), Place), P99 = new(TimeSpan.FromSeconds(1), Place), Memory = new(1, Place), Size = new(1, Place) };

        ServedCheck[] checks = [.. LimitChecks.Of(limits, null, few, null, null)];
        Assert.All(checks, check => Assert.Equal(CheckVerdict.NotEvaluated, check.Verdict));
        Assert.Equal("found 1 measured requests, expected at least 100", checks[1].Reason);
    }
}
