using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace MlCi.Adapters.GitHub;

/// <summary>Gives what GitHub is shown.</summary>
internal interface ITokenSource
{
    /// <summary>Where the right to it was found, for messages.</summary>
    string Source { get; }

    /// <summary>What must not be read anywhere, as far as it is known yet.</summary>
    IEnumerable<string> Secrets { get; }

    /// <summary>A token that holds.</summary>
    Task<string> Get(CancellationToken interrupted);

    /// <summary>GitHub refused a token: whether there may be another one.</summary>
    bool Renew(string refused);
}

/// <summary>A token that is what it is.</summary>
/// <param name="token">The token.</param>
internal sealed class HeldToken(GitHubToken token) : ITokenSource
{
    /// <inheritdoc/>
    public string Source => token.Source;

    /// <inheritdoc/>
    public IEnumerable<string> Secrets => token.Secrets;

    /// <inheritdoc/>
    public Task<string> Get(CancellationToken interrupted) => Task.FromResult(token.Token);

    /// <inheritdoc/>
    public bool Renew(string refused) => false;
}

/// <summary>Tokens by which an app speaks for itself, each made when it is needed.</summary>
/// <param name="app">The app.</param>
/// <param name="clock">The time.</param>
internal sealed class AppTokens(GitHubApp app, TimeProvider clock) : ITokenSource
{
    /// <inheritdoc/>
    public string Source => app.Source;

    /// <inheritdoc/>
    public IEnumerable<string> Secrets => app.Secrets;

    /// <inheritdoc/>
    public Task<string> Get(CancellationToken interrupted) => Task.FromResult(AppJwt.Make(app.App, app.Key, clock.GetUtcNow()));

    /// <inheritdoc/>
    public bool Renew(string refused) => false;
}

/// <summary>Tokens of an app's installation, which GitHub gives for an hour.</summary>
/// <param name="app">The app.</param>
/// <param name="asApp">A client that speaks for the app itself.</param>
/// <param name="clock">Tells whether a token still holds.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody takes the handle of holds nothing.")]
internal sealed class InstallationTokens(GitHubApp app, GitHubHttp asApp, TimeProvider clock) : ITokenSource
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim one = new(1);
    private volatile string[] given = [];
    private (string Token, DateTimeOffset Until)? kept;

    /// <inheritdoc/>
    public string Source => app.Source;

    /// <inheritdoc/>
    public IEnumerable<string> Secrets => app.Secrets.Concat(given);

    /// <inheritdoc/>
    public async Task<string> Get(CancellationToken interrupted)
    {
        await one.WaitAsync(interrupted);
        try
        {
            if (kept is { } held && clock.GetUtcNow() + Early < held.Until)
                return held.Token;
            JsonElement answer = await Ask();
            string token = answer.GetProperty("token").GetString() ?? throw new JsonException("no token");
            given = [.. given, token];
            kept = (token, DateTimeOffset.Parse(answer.GetProperty("expires_at").GetString() ?? "", CultureInfo.InvariantCulture));
            return token;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<JsonElement> Ask()
    {
        try
        {
            return await asApp.Send(HttpMethod.Post, asApp.Address.At($"app/installations/{app.Installation}/access_tokens"));
        }
        catch (GitHubRefusedException e)
        {
            // That there is no such installation says nothing of what the token was wanted for.
            throw e.Fault;
        }
    }

    /// <inheritdoc/>
    public bool Renew(string refused)
    {
        if (kept?.Token == refused)
            kept = null;
        return true;
    }
}
