using System.Collections.Concurrent;
using System.Net.Http.Headers;
using MlCi.Pipelines;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>What a registry is shown: nothing until it asks, then what it asks for; a token is kept until it ends or is refused.</summary>
/// <param name="address">The registry.</param>
/// <param name="tokens">Where tokens come from.</param>
/// <param name="faults">The messages.</param>
/// <param name="find">Finds the credential; is asked once, and only if the registry asks.</param>
/// <param name="clock">Tells whether a token still holds.</param>
internal sealed class RegistryLogin(RegistryAddress address, TokenService tokens, RemoteFaults faults, Func<RegistryCredential?> find, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(15);
    private readonly Lazy<RegistryCredential?> credential = new(find);
    private readonly ConcurrentDictionary<string, RegistryToken> kept = new(StringComparer.Ordinal);
    private volatile bool isBasic;

    /// <summary>Where the credential was found, or null where there is none.</summary>
    public string? Source => credential.Value?.Source;

    /// <summary>What must not be read anywhere.</summary>
    public IEnumerable<string> Secrets => credential.IsValueCreated ? [.. credential.Value?.Secrets ?? [], .. kept.Values.Select(token => token.Text)] : [];

    /// <summary>The header that a call should carry, as far as is known before it is made.</summary>
    public AuthenticationHeaderValue? HeaderOf(RegistryCall call)
    {
        if (isBasic && credential.Value is { User: { } user, Password: { } password })
            return TokenService.Basic(user, password);
        return kept.TryGetValue(call.Right, out RegistryToken? token) && clock.GetUtcNow() + Early < token.Until ? new AuthenticationHeaderValue("Bearer", token.Text) : null;
    }

    /// <summary>Gets what a registry asked for.</summary>
    /// <param name="call">What was asked of it.</param>
    /// <param name="challenges">What it wants to see.</param>
    /// <param name="shown">The header that it refused, or null.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <returns>Whether there is anything else to show than before.</returns>
    /// <exception cref="Findings.FaultException">There is, but it must not be sent, or no token is given (exit 3).</exception>
    public async Task<bool> Renew(RegistryCall call, IReadOnlyList<AuthenticationChallenge> challenges, AuthenticationHeaderValue? shown, CancellationToken interrupted)
    {
        if (address is { IsPlain: true, IsLoopback: false })
            throw faults.Readable(call, $"the registry {address.Host}");
        if (challenges.FirstOrDefault(challenge => challenge.Scheme == "bearer") is { } bearer)
        {
            kept[call.Right] = credential.Value?.RegistryToken is { } own
                ? new RegistryToken(own, DateTimeOffset.MaxValue)
                : await tokens.Get(call, bearer, credential.Value, interrupted);
            return HeaderOf(call) is { } header && header.Parameter != shown?.Parameter;
        }

        if (!challenges.Any(challenge => challenge.Scheme == "basic") || credential.Value is not { User: not null, Password: not null })
            return false;
        isBasic = true;
        return shown is null;
    }
}
