using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>What every client of a repository shares: rights, patience, and what a failure means.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Clients dispose of their handlers, and the connection of its clients.")]
internal sealed class GitHubConnection : IDisposable
{
    private const string JobAuthor = "github-actions[bot]";
    private readonly GitHubPatience patience;
    private readonly CancellationToken interrupted;
    private readonly GitHubHttp? asApp;
    private readonly ITokenSource tokens;
    private readonly GitHubFaults faults;
    private readonly Lazy<string> author;

    /// <summary>Names the repository; nothing is asked yet.</summary>
    /// <param name="address">The repository.</param>
    /// <param name="credential">With what right it is asked.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="interrupted">Ends everything.</param>
    public GitHubConnection(GitHubAddress address, GitHubCredential credential, GitHubPatience patience, CancellationToken interrupted)
    {
        (Address, this.patience, this.interrupted) = (address, patience, interrupted);
        if (credential is GitHubApp app)
        {
            asApp = new GitHubHttp(address, Handler(new AppTokens(app, patience.Clock)));
            tokens = new InstallationTokens(app, asApp, patience.Clock);
        }
        else
        {
            tokens = new HeldToken((GitHubToken)credential);
        }

        faults = new GitHubFaults(address, tokens);
        Http = new GitHubHttp(address, NewHandler());
        author = new Lazy<string>(() => Ask("who the token is of", FindAuthor));
    }

    /// <summary>The repository.</summary>
    public GitHubAddress Address { get; }

    /// <summary>Its API.</summary>
    public GitHubHttp Http { get; }

    /// <summary>The login that what is written bears.</summary>
    public string Author => author.Value;

    /// <summary>What every request must go through.</summary>
    public GitHubHandler NewHandler() => Handler(tokens);

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="action">What is asked, in words.</param>
    /// <param name="ask">Asks.</param>
    /// <exception cref="FaultException">GitHub refuses, is out of reach, or answers what cannot be read (exit 3).</exception>
    public T Ask<T>(string action, Func<Task<T>> ask)
    {
        try
        {
            return Blocking.Wait(ask);
        }
        catch (GitHubRefusedException e)
        {
            throw e.Fault;
        }
        catch (Exception e) when (e is not (FaultException or UncertainAnswerException or OperationCanceledException))
        {
            // Whatever a client stumbles over in an answer: JSON that is none, a member that is missing or of another type.
            throw faults.Malformed(action, e.Message);
        }
    }

    /// <summary>The same for what need not be there.</summary>
    /// <returns>Null where GitHub has no such thing.</returns>
    /// <inheritdoc cref="Ask"/>
    public T? AskOrNone<T>(string action, Func<Task<T>> ask)
        where T : class => Ask<T?>(action, async () =>
        {
            try
            {
                return await ask();
            }
            catch (GitHubRefusedException e) when (e.Status == HttpStatusCode.NotFound)
            {
                return null;
            }
        });

    /// <summary>Does what must not be done twice: where no answer comes, it is looked for before it is done again.</summary>
    /// <param name="act">Does it.</param>
    /// <param name="look">What was done, or null where it was not.</param>
    /// <exception cref="FaultException">It is not known whether it was done (exit 3).</exception>
    public T Once<T>(Func<T> act, Func<T?> look)
        where T : class
    {
        for (int failures = 1; ; failures++)
        {
            try
            {
                return act();
            }
            catch (UncertainAnswerException e)
            {
                // What was done may take a moment to be seen.
                Blocking.Wait(() => patience.Wait(patience.PauseAfter(failures), interrupted));
                if (look() is { } done)
                    return done;
                if (failures >= patience.Tries)
                    throw e.Fault;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Http.Dispose();
        asApp?.Dispose();
    }

    private GitHubHandler Handler(ITokenSource tokens) => new(Address, tokens, patience, interrupted)
    {
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(20),
        },
    };

    private async Task<string> FindAuthor()
    {
        if (asApp is not null)
            return $"{Text(await asApp.Send(HttpMethod.Get, Address.At("app")), "slug")}[bot]";
        try
        {
            return Text(await Http.Send(HttpMethod.Get, Address.At("user")), "login");
        }
        catch (GitHubRefusedException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            // A job's token is nobody's.
            return JobAuthor;
        }
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new JsonException($"no {name}");
}
