namespace MlCi.Adapters.Registry.Remote;

/// <summary>The variables that say which registry is used, and with what right; taken once, so that no test has to set them.</summary>
public sealed record RegistryEnvironment
{
    /// <summary>The variable that names the registry; it wins over pipeline.yml.</summary>
    public const string RegistryVariable = "MLCI_REGISTRY";

    /// <summary>The variable of a user's name.</summary>
    public const string UserVariable = "MLCI_REGISTRY_USER";

    /// <summary>The variable of the user's password.</summary>
    public const string PasswordVariable = "MLCI_REGISTRY_PASSWORD";

    /// <summary>The variable of a token: a password where a user is named, else what the registry itself takes as bearer token.</summary>
    public const string TokenVariable = "MLCI_REGISTRY_TOKEN";

    /// <summary>The variable of a PEM file with certificate authorities to trust beside those of the machine.</summary>
    public const string AuthoritiesVariable = "MLCI_REGISTRY_CA";

    /// <summary>The value of <see cref="RegistryVariable"/>, or null.</summary>
    public string? Registry { get; init; }

    /// <summary>The value of <see cref="UserVariable"/>, or null.</summary>
    public string? User { get; init; }

    /// <summary>The value of <see cref="PasswordVariable"/>, or null.</summary>
    public string? Password { get; init; }

    /// <summary>The value of <see cref="TokenVariable"/>, or null.</summary>
    public string? Token { get; init; }

    /// <summary>The value of <see cref="AuthoritiesVariable"/>, else of SSL_CERT_FILE, or null.</summary>
    public string? Authorities { get; init; }

    /// <summary>The folder of Docker's config.json.</summary>
    public required string DockerFolder { get; init; }

    /// <summary>The variables of this process.</summary>
    public static RegistryEnvironment OfProcess() => new()
    {
        Registry = Read(RegistryVariable),
        User = Read(UserVariable),
        Password = Read(PasswordVariable),
        Token = Read(TokenVariable),
        Authorities = Read(AuthoritiesVariable) ?? Read("SSL_CERT_FILE"),
        DockerFolder = Read("DOCKER_CONFIG") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
    };

    /// <summary>Without secrets: a record prints what it holds.</summary>
    public override string ToString() => $"{RegistryVariable}={Registry}";

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
