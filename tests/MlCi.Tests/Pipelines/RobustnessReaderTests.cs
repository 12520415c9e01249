using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Tests.Pipelines;

public sealed class RobustnessReaderTests
{
    private static RobustnessRule Read(string rule) => Sample.Read(Sample.And($"robustness: [{rule}]")).Robustness.Single();

    [Fact]
    public void Limit_IsOnTheFlipsOfOneKindOfPerturbation_AndBlocks()
    {
        RobustnessRule rule = Read("{noise: 0.1, columns: [age, tenure], max_flips: 0.05}");

        Assert.Equal((PerturbationKind.Noise, .1, .05, WhenInconclusive.Block), (rule.Perturbation.Kind, rule.Perturbation.Size, rule.MostFlips, rule.Inconclusive));
        Assert.Equal(["age", "tenure"], rule.Perturbation.Columns);
        Assert.Equal("noise 0.1 of age, tenure", rule.Name);
        Assert.Equal("pipelines/churn/pipeline.yml:13:62", rule.Place.ToString());
    }

    [Fact]
    public void Limit_MayHaveAName_AndWarn()
    {
        RobustnessRule rule = Read("{name: lost plan, nulls: 1, columns: [plan], max_flips: 0.2, when_inconclusive: warn}");

        Assert.Equal(("lost plan", PerturbationKind.Nulls, WhenInconclusive.Warn), (rule.Name, rule.Perturbation.Kind, rule.Inconclusive));
    }

    [Theory]
    [InlineData("{columns: [a], max_flips: 0.1}", "13:14: found none of noise, nulls, swap, expected one of noise, nulls, swap")]
    [InlineData("{noise: 1, swap: 1, columns: [a], max_flips: 0.1}", "13:14: found noise and swap, expected one of noise, nulls, swap")]
    [InlineData("{nulls: 1.5, columns: [a], max_flips: 0.1}", "13:22: found 1.5 for 'robustness[].nulls', expected a share more than 0 and at most 1")]
    [InlineData("{noise: 0, columns: [a], max_flips: 0.1}", "13:22: found 0 for 'robustness[].noise', expected a number of standard deviations more than 0 and at most 10")]
    [InlineData("{swap: 1, columns: [a, a], max_flips: 0.1}", "13:37: found a for 'robustness[].columns', expected the name of a column, each once")]
    [InlineData("{swap: 1, columns: [], max_flips: 0.1}", "13:33: found no 'robustness[].columns', expected the columns to disturb")]
    [InlineData("{swap: 1, columns: [a]}", "13:14: found no 'robustness[].max_flips', expected the largest share of decisions that may flip")]
    [InlineData("{swap: 1, columns: [a], max_flips: 1}", "13:49: found 1 for 'robustness[].max_flips', expected a share more than 0 and less than 1")]
    [InlineData("{swap: 1, columns: [a], max_flips: 0.1}, {swap: 1, columns: [a], max_flips: 0.2}", "13:55: found 'swap 1 of a' twice, expected each name once")]
    [InlineData("a", "13:14: found a, expected a limit such as {noise: 0.1, columns: [tenure], max_flips: 0.05}")]
    public void WrongLimit_IsOneFault(string rule, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And($"robustness: [{rule}]")));

    [Fact]
    public void Digest_ChangesWithRobustness()
    {
        string[] digests =
        [
            Sample.Read(Sample.Text).RulesDigest,
            .. new[] { "noise: 1, columns: [a], max_flips: 0.1", "swap: 1, columns: [a], max_flips: 0.1", "noise: 1, columns: [a, b], max_flips: 0.1", "noise: 1, columns: [a], max_flips: 0.2" }
                .Select(rule => Sample.Read(Sample.And($"robustness: [{{name: n, {rule}}}]")).RulesDigest),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }
}
