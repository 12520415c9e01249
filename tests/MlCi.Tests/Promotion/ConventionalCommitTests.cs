using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

public sealed class ConventionalCommitTests
{
    // The examples of conventionalcommits.org 1.0.0, and what only looks like one.
    [Theory]
    [InlineData("feat: allow provided config object to extend other configs\n\nBREAKING CHANGE: `extends` key in config file is now used", VersionStep.Major)]
    [InlineData("feat!: send an email to the customer when a product is shipped", VersionStep.Major)]
    [InlineData("feat(api)!: send an email to the customer when a product is shipped", VersionStep.Major)]
    [InlineData("chore!: drop support for Node 6\n\nBREAKING CHANGE: use JavaScript features not available in Node 6.", VersionStep.Major)]
    [InlineData("docs: correct spelling of CHANGELOG", VersionStep.None)]
    [InlineData("feat(lang): add Polish language", VersionStep.Minor)]
    [InlineData("fix: prevent racing of requests\n\nIntroduce a request id.\n\nReviewed-by: Z\nRefs: #123", VersionStep.Patch)]
    [InlineData("refactor: x\n\nBREAKING-CHANGE: y", VersionStep.Major)]
    [InlineData("FIX: shouted", VersionStep.Patch)]
    [InlineData("fix: x\n\nbreaking change: in small letters means nothing", VersionStep.Patch)]
    [InlineData("fix: x\n\nThis is no BREAKING CHANGE: not at the line's begin", VersionStep.Patch)]
    [InlineData("feature: x", VersionStep.None)]
    [InlineData("feat:x", VersionStep.None)]
    [InlineData("feat: ", VersionStep.None)]
    [InlineData("Make it better\n\nBREAKING CHANGE: of no type", VersionStep.None)]
    [InlineData("", VersionStep.None)]
    public void Step_IsWhatTheMessageSays(string message, VersionStep step) => Assert.Equal(step, ConventionalCommit.Read("abc", message).Step);

    [Fact]
    public void Subject_IsTheFirstLine() => Assert.Equal("fix: a", ConventionalCommit.Read("abc", "fix: a\r\n\r\nmore\r\n").Subject);
}
