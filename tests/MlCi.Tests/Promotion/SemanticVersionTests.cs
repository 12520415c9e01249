using FsCheck;
using FsCheck.Fluent;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

public sealed class SemanticVersionTests
{
    // Section 11 of semver.org 2.0.0, in its order.
    private static readonly string[] InOrder =
    [
        "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1",
    ];

    [Fact]
    public void Precedence_IsThatOfTheSpecification()
    {
        for (int i = 0; i < InOrder.Length; i++)
        {
            for (int j = 0; j < InOrder.Length; j++)
                Assert.Equal(Math.Sign(i - j), Math.Sign(Compare(InOrder[i], InOrder[j])));
        }
    }

    [Theory]
    [InlineData("1.0.0-RC.1", "1.0.0-rc.1", -1)]
    [InlineData("1.0.0-rc.99999999999999999998", "1.0.0-rc.99999999999999999999", -1)]
    [InlineData("1.0.0+one", "1.0.0+other", 0)]
    [InlineData("3000000000.0.0", "2999999999.9.9", 1)]
    public void Precedence_MindsCase_LongNumbers_AndNoBuild(string one, string other, int order) => Assert.Equal(order, Math.Sign(Compare(one, other)));

    // Of the examples that semver.org links to (regex101.com/r/vkijKf).
    [Theory]
    [InlineData("0.0.4")]
    [InlineData("1.1.2-prerelease+meta")]
    [InlineData("1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay")]
    [InlineData("1.0.0-rc.1+build.123")]
    [InlineData("1.2.3----RC-SNAPSHOT.12.9.1--.12+788")]
    [InlineData("1.0.0+0.build.1-rc.10000aaa-kk-0.1")]
    [InlineData("1.0.0-0A.is.legal")]
    public void Valid_IsRead_AndWrittenAsItWas(string text) => Assert.Equal(text, SemanticVersion.Parse(text)?.ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3-0123")]
    [InlineData("1.2.3-0123.0123")]
    [InlineData("1.1.2+.123")]
    [InlineData("+invalid")]
    [InlineData("alpha.beta.1")]
    [InlineData("1.0.0-alpha..1")]
    [InlineData("01.1.1")]
    [InlineData("1.2.3.DEV")]
    [InlineData("1.2-SNAPSHOT")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3\n")]
    [InlineData("99999999999999999999.0.0")]
    public void Invalid_IsNone(string text) => Assert.Null(SemanticVersion.Parse(text));

    [Theory]
    [InlineData("1.4.2", VersionStep.Patch, "1.4.3")]
    [InlineData("1.4.2", VersionStep.Minor, "1.5.0")]
    [InlineData("1.4.2", VersionStep.Major, "2.0.0")]
    [InlineData("1.4.2", VersionStep.None, "1.4.2")]
    [InlineData("2.0.0-rc.1", VersionStep.Patch, "2.0.0")]
    [InlineData("2.0.0-rc.1", VersionStep.Major, "2.0.0")]
    [InlineData("2.1.0-rc.1", VersionStep.Minor, "2.1.0")]
    [InlineData("2.1.0-rc.1", VersionStep.Major, "3.0.0")]
    [InlineData("2.1.1-rc.1", VersionStep.Minor, "2.2.0")]
    public void Next_IsTheStep_OrWhatAPrereleaseAnnounces(string text, VersionStep step, string expected) =>
        Assert.Equal(expected, SemanticVersion.Parse(text)!.Next(step).ToString());

    [Fact]
    public void Next_AlwaysComesAfter()
    {
        Gen<SemanticVersion> versions = from major in Gen.Choose(0, 3)
                                        from minor in Gen.Choose(0, 3)
                                        from patch in Gen.Choose(0, 3)
                                        from label in Gen.Elements("", "rc.1", "alpha", "0")
                                        select new SemanticVersion(major, minor, patch, label);
        Prop.ForAll(versions.ToArbitrary(), Gen.Elements(VersionStep.Patch, VersionStep.Minor, VersionStep.Major).ToArbitrary(), (version, step) =>
            SemanticVersion.Precedence.Compare(version.Next(step), version) > 0).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Tag_IsReadBack()
    {
        Assert.Equal("v1.4.0", new SemanticVersion(1, 4, 0).Tag);
        Assert.Equal(new SemanticVersion(1, 4, 0), SemanticVersion.OfTag("v1.4.0"));
        Assert.Null(SemanticVersion.OfTag("1.4.0"));
        Assert.Null(SemanticVersion.OfTag("vale"));
    }

    private static int Compare(string one, string other) => SemanticVersion.Precedence.Compare(SemanticVersion.Parse(one), SemanticVersion.Parse(other));
}
