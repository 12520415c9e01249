using MlCi.Findings;

namespace MlCi.Tests.Findings;

public sealed class InertTextTests
{
    [Theory]
    [InlineData("plain text, 数 é \U0001F4A5", "plain text, 数 é \U0001F4A5")]
    [InlineData("a\nb\tc\rd", "a b c d")]
    [InlineData("a\u001b[31m\0", "a\uFFFD[31m\uFFFD")]
    [InlineData("a\u202Eb\u200Bc\uFEFF", "a\uFFFDb\uFFFDc\uFFFD")]
    [InlineData("\U000E0041", "\uFFFD")]
    [InlineData("a\u3164b", "a\uFFFDb")]
    public void WhatMovesOrHides_IsReplaced(string text, string expected) => Assert.Equal(expected, InertText.Of(text));

    // An attribute cannot hold one.
    [Fact]
    public void HalfASurrogatePair_IsReplaced() => Assert.Equal("a\uFFFDb", InertText.Of("a\uD800b"));

    [Theory]
    [InlineData("\U0001F469\u200D\U0001F4BB", true)]
    [InlineData("क\u094D\u200Dष", true)]
    [InlineData("acc\u200Duracy", false)]
    [InlineData("acc\u00ADuracy", false)]
    [InlineData("\u200Dx", false)]
    public void Joiner_StandsOnlyBetweenWhatItShapes(string text, bool stands) => Assert.Equal(stands, InertText.Of(text) == text);

    [Theory]
    [InlineData("see ##[error]forged", "see # #[error]forged")]
    [InlineData("##vso[task.complete]", "# #vso[task.complete]")]
    [InlineData("###[add-mask]x", "## #[add-mask]x")]
    [InlineData("## [x] #[y] ##a b[", "## [x] #[y] ##a b[")]
    public void CommandAnywhereInALine_IsTakenApart(string text, string expected) => Assert.Equal(expected, InertText.Of(text));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a\U0001F4A5bc", 3, "a…")]
    [InlineData("abcd", 1, "…")]
    public void Shortened_CutsNoCharacterInTwo(string text, int most, string expected) => Assert.Equal(expected, InertText.Shortened(text, most));
}
