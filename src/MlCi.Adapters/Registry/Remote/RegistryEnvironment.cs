namespace MlCi.Adapters.Registry.Remote;

/// <summary>The variables that say which registry is used, and with what right; taken once, so that no test has to set them.</summary>
public sealed record RegistryEnvironment
{
    /// <summary>The variable that names the registry; it wins over pipeline.yml.</summary>
    public const string RegistryVariable = "MLCI_REGISTRY";

    /// <summary>The variable that names the registry of labels that lie apart from their holdout.</summary>
    public const string LabelsVariable = "MLCI_LABELS_REGISTRY";

    /// <summary>The variable of a PEM file with certificate authorities to trust beside those of the machine.</summary>
    public const string AuthoritiesVariable = "MLCI_REGISTRY_CA";

    /// <summary>The variable that names the registry: <see cref="RegistryVariable"/> or <see cref="LabelsVariable"/>.</summary>
    public string Variable { get; init; } = RegistryVariable;

    /// <summary>The variable of a user's name.</summary>
    public string UserVariable => Variable + "_USER";

    /// <summary>The variable of the user's password.</summary>
    public string PasswordVariable => Variable + "_PASSWORD";

    /// <summary>The variable of a token: a password where a user is named, else what the registry itself takes as bearer token.</summary>
    public string TokenVariable => Variable + "_TOKEN";

    /// <summary>The value of <see cref="Variable"/>, or null.</summary>
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
    public static RegistryEnvironment OfProcess() => Of(RegistryVariable);

    /// <summary>Those of the registry of labels: no other registry is shown what they hold, and this one nothing of theirs.</summary>
    public static RegistryEnvironment OfLabels() => Of(LabelsVariable);

    /// <summary>Without secrets: a record prints what it holds.</summary>
    public override string ToString() => $"{Variable}={Registry}";

    private static RegistryEnvironment Of(string variable) => new()
    {
        Variable = variable,
        Registry = Read(variable),
        User = Read(variable + "_USER"),
        Password = Read(variable + "_PASSWORD"),
        Token = Read(variable + "_TOKEN"),
        Authorities = Read(AuthoritiesVariable) ?? Read("SSL_CERT_FILE"),
        DockerFolder = Read("DOCKER_CONFIG") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
    };

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
