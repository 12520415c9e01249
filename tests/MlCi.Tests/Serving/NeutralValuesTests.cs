using MlCi.Data;
using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class NeutralValuesTests
{
    [Fact]
    public void Numbers_GiveMedianEndsZeroAndNone() =>
        Assert.Equal(["2", "1", "9", "0", null], NeutralValues.Of(Column("n", "9", "1", null, "2", "3"), _ => true));

    [Fact]
    public void Texts_GiveTheMostFrequent_OfEqualsTheFirst() =>
        Assert.Equal(["c", "a", "b", null], NeutralValues.Of(Column("t", "b", "c", "d", "a", "c", null), _ => true));

    [Fact]
    public void WhatTheContractDoesNotAdmit_IsLeftOut() =>
        Assert.Equal(["2", "9"], NeutralValues.Of(Column("n", "9", "1", "2"), text => text is "2" or "9"));

    private static Column Column(string name, params string?[] texts)
    {
        string[] levels = [.. texts.OfType<string>().Distinct()];
        return new Column(name, levels, Array.ConvertAll(texts, text => text is null ? -1 : Array.IndexOf(levels, text)));
    }
}
