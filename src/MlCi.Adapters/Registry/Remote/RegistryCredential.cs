namespace MlCi.Adapters.Registry.Remote;

/// <summary>With what right a registry is asked.</summary>
/// <param name="Source">Where it was found, for messages.</param>
internal sealed record RegistryCredential(string Source)
{
    /// <summary>The user's name, or null where a token says who it is.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>A token that is exchanged for others where the registry sends to (OAuth2's refresh token).</summary>
    public string? IdentityToken { get; init; }

    /// <summary>A token that the registry itself takes.</summary>
    public string? RegistryToken { get; init; }

    /// <summary>What must not be read anywhere.</summary>
    public IEnumerable<string> Secrets => new[] { Password, IdentityToken, RegistryToken }.OfType<string>();

    /// <summary>Without secrets: a record prints what it holds.</summary>
    public override string ToString() => Source;
}
