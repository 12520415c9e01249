using MlCi.Adapters.Stages;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Who wrote a commit, by a real git.</summary>
public sealed class GitCommitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GitRepository git;

    public GitCommitTests()
    {
        git = GitRepository.Begin(Directory.CreateDirectory(folder.Path("origin")).FullName);
        Commit("bo", "feat: begin");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Merge_WasWrittenByThoseWhomItBrought_NotByWhoMerged()
    {
        string merge = Merge();

        Assert.Equal(["cy", "cy@example.org", "dan", "dan@example.org"], GitCommit.Writers(git.Root, merge));
        Assert.Contains("ana", GitCommit.Authors(git.Root, merge));
    }

    [Fact]
    public void FirstCommit_WasWrittenByItsAuthor()
    {
        Assert.Equal(["bo", "bo@example.org"], GitCommit.Writers(git.Root, git.Head));
        Assert.Equal(["bo", "bo@example.org"], GitCommit.Writers(Shallow("first"), git.Head));
    }

    [Fact]
    public void CommitOfAShallowClone_HasNoWritersThatAllAreKnown()
    {
        Commit("cy", "feat: one");
        Assert.Empty(GitCommit.Writers(Shallow("one"), git.Head));

        string merge = Merge();
        Assert.Empty(GitCommit.Writers(Shallow("merge"), merge));
        Assert.Empty(GitCommit.Writers(git.Root, new string('e', 40)));
    }

    private string Merge()
    {
        git.Run("checkout", "--quiet", "-b", "topic");
        Commit("dan", "feat: change");
        Commit("cy", "feat: change again");
        git.Run("checkout", "--quiet", "main");
        git.Run("merge", "--quiet", "--no-ff", "--message", "Merge", "topic");
        return git.Head;
    }

    private void Commit(string who, string message) =>
        git.Run("-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "--allow-empty", "--message", message);

    private string Shallow(string name)
    {
        git.Run("clone", "--quiet", "--depth", "1", new Uri(git.Root).AbsoluteUri, folder.Path(name));
        return folder.Path(name);
    }
}
