using MlCi.Findings;
using MlCi.Promotion;
using static MlCi.Tests.Promotion.SampleRecords;

namespace MlCi.Tests.Promotion;

public sealed class GoodModelsTests
{
    private static readonly ChainedRecord[] Line = [Record("r1", null, "a"), Record("r2", "a", "b", "r1"), Record("r3", "b", "c", "r2")];

    [Fact]
    public void ModelBefore_IsTheOneToGoBackTo() => Assert.Equal("b", Of(Line).Before("c", _ => true));

    [Fact]
    public void ModelThatIsGone_IsSkipped() => Assert.Equal("a", Of(Line).Before("c", digest => digest != "b"));

    [Fact]
    public void RollingBackTwice_GoesFartherBack_NotForwardAgain()
    {
        ChainedRecord[] once = [.. Line, Back("r4", "c", "b", "r3")];

        GoodModels known = Of(once);
        Assert.Equal("a", known.Before("b", _ => true));
        Assert.Equal(["c"], known.GivenUp);
        Assert.Null(Of([.. once, Back("r5", "b", "a", "r4")]).Before("a", _ => true));
    }

    [Fact]
    public void ModelThatWasGivenUp_IsGoodAgain_OncePromotedAgain()
    {
        ChainedRecord[] again = [.. Line, Back("r4", "c", "b", "r3"), Record("r5", "b", "c", "r4"), Record("r6", "c", "d", "r5")];

        Assert.Equal("c", Of(again).Before("d", _ => true));
        Assert.Empty(Of(again).GivenUp);
    }

    [Fact]
    public void ModelThatWasPromotedTwice_IsNotBeforeItself() =>
        Assert.Equal("b", Of([.. Line[..2], Record("r3", "b", "a", "r2")]).Before("a", _ => true));

    [Fact]
    public void AliasAtNoGoodModel_GoesToTheLatestGoodOne() => Assert.Equal("c", Of(Line).Before("evil", _ => true));

    [Fact]
    public void Rollback_GoesOnlyToWhatBoreTheAlias()
    {
        RecordChain chain = Chain([.. Line, Back("r4", "c", "b", "r3")]);
        GoodModels known = GoodModels.Of(chain.PathTo(chain.Heads[0]));

        Assert.Equal("a", RollbackRules.Named(Alias.Production, chain, known, "a"));
        Refused("rule 'bore-alias' refuses to roll production back to d: found", () => RollbackRules.Named(Alias.Production, chain, known, "d"));
        Refused("rule 'given-up' refuses to roll production back to c: found", () => RollbackRules.Named(Alias.Production, chain, known, "c"));
        Refused("rule 'previous' refuses to roll production back: found", () => RollbackRules.Previous(Alias.Production, known, "a", _ => true));
    }

    private static void Refused(string start, Func<string> decide)
    {
        var exception = Assert.Throws<FaultException>(() => { decide(); });
        Assert.Equal(ExitCodes.Negative, exception.ExitCode);
        Assert.StartsWith(start, exception.Message, StringComparison.Ordinal);
        Assert.Contains("expected", exception.Message, StringComparison.Ordinal);
    }

    private static GoodModels Of(ChainedRecord[] records)
    {
        RecordChain chain = Chain(records);
        return GoodModels.Of(chain.PathTo(Assert.Single(chain.Heads)));
    }
}
