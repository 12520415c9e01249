namespace MlCi.Build.Host.Tests;

/// <summary>How options come into builds and components.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("Publish", "Publish nowhere False ")]
    [InlineData("Publish --to there --fast", "Publish there True ")]
    [InlineData("Publish --TO there --fast false", "Publish there False ")]
    [InlineData("Publish --names a b --to c", "Publish c False a+b")]
    [InlineData("Publish --to a --to b", "Publish b False ")] // as in NUKE, the last one counts
    public void Component_ReadsItsOptions(string arguments, string expected) =>
        Assert.Equal(expected, SampleBuild.Run(arguments.Split(' ')).Build.Log[^1]);

    [Fact]
    public void Field_IsFilled() => Assert.Equal(["Restore 3"], SampleBuild.Run("Restore", "--times", "3").Build.Log);

    [Fact]
    public void ValueThatIsNoNumber_IsAFailure()
    {
        (int exitCode, SampleBuild build, _) = SampleBuild.Run("Restore", "--times", "often");

        Assert.Equal(255, exitCode);
        Assert.Empty(build.Log);
    }
}
