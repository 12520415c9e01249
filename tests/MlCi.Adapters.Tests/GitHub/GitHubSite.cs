using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.GitHub;
using MlCi.Findings;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

/// <summary>A fake GitHub, clients of it, and a clock that pauses only move forward: nobody sleeps.</summary>
internal sealed class GitHubSite : IDisposable
{
    private readonly List<IGitHub> clients = [];
    private readonly Func<GitHubConnection, GitHubPatience, CancellationToken, IGitHub> connect;
    private readonly MovedClock clock = new();

    public GitHubSite(Func<GitHubConnection, GitHubPatience, CancellationToken, IGitHub> connect, bool isEnterprise = false)
    {
        this.connect = connect;
        Fake = new FakeGitHub(isEnterprise) { Clock = clock };
        Patience = new GitHubPatience
        {
            Tries = 4,
            Clock = clock,
            Wait = (pause, _) =>
            {
                lock (Waits)
                {
                    Waits.Add(pause);
                    clock.Now += pause;
                }

                return Task.CompletedTask;
            },
        };
    }

    /// <summary>A head of a pull request.</summary>
    public static string Sha { get; } = new('a', 40);

    public FakeGitHub Fake { get; }

    public FakeRepository Repository => Fake.Repository;

    public GitHubPatience Patience { get; set; }

    /// <summary>Every pause that was made.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.Now;

    public void PassTime(TimeSpan time) => clock.Now += time;

    /// <summary>A client with the job's token, if no other.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its connection.")]
    public IGitHub Client(GitHubCredential? credential = null, CancellationToken interrupted = default)
    {
        var connection = new GitHubConnection(
            GitHubAddress.Parse(Fake.Api.ToString(), "owner/name"), credential ?? new GitHubToken("GITHUB_TOKEN", FakeGitHub.JobToken), Patience, interrupted);
        IGitHub client = connect(connection, Patience, interrupted);
        lock (clients)
            clients.Add(client);
        return client;
    }

    /// <summary>The one message of a fault, which must name no token.</summary>
    public static string MessageOf(Action action, int exitCode = ExitCodes.OutOfReach)
    {
        FaultException e = Assert.Throws<FaultException>(action);
        Assert.Equal(exitCode, e.ExitCode);
        Assert.DoesNotContain("token_of_the_fake", e.ToString(), StringComparison.Ordinal);
        return Assert.Single(e.Faults).Message;
    }

    public void Dispose()
    {
        clients.ForEach(client => client.Dispose());
        Fake.Dispose();
        Assert.True(Fake.Wrong.IsEmpty, string.Join('\n', Fake.Wrong));
    }

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
