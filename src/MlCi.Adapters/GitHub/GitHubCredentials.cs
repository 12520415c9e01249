using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>Finds with what right GitHub is asked: a token of one's own, an app's, or that of the job.</summary>
internal static class GitHubCredentials
{
    /// <summary>The variable of a token; it wins over all others.</summary>
    public const string TokenVariable = "MLCI_GITHUB_TOKEN";

    /// <summary>The variable of a GitHub App's id.</summary>
    public const string AppVariable = "MLCI_GITHUB_APP_ID";

    /// <summary>The variable of a file with the app's private key, in PEM form.</summary>
    public const string KeyFileVariable = "MLCI_GITHUB_APP_KEY_FILE";

    /// <summary>The variable of the id of the app's installation.</summary>
    public const string InstallationVariable = "MLCI_GITHUB_INSTALLATION_ID";

    /// <summary>The variable of the job's token.</summary>
    public const string JobVariable = "GITHUB_TOKEN";

    /// <summary>The variable of a file with the token.</summary>
    public const string FileVariable = "GITHUB_TOKEN_FILE";

    /// <summary>Finds it.</summary>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <exception cref="FaultException">There is none, or one that cannot be used (exit 2).</exception>
    public static GitHubCredential Find(Func<string, string?> environment)
    {
        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
        if (Value(TokenVariable) is { } own)
            return new GitHubToken(TokenVariable, Checked(TokenVariable, own));
        if (new[] { AppVariable, KeyFileVariable, InstallationVariable }.Any(name => Value(name) is not null))
            return AppOf(Value);
        if (Value(JobVariable) is { } job)
            return new GitHubToken(JobVariable, Checked(JobVariable, job));
        if (Value(FileVariable) is { } file)
            return new GitHubToken(FileVariable, Checked(FileVariable, Read(FileVariable, file).Trim()));
        throw FaultException.Misconfigured($"GitHub: found no token, expected one in {TokenVariable}, {JobVariable} or the file that {FileVariable} names, or an app's {AppVariable}, {KeyFileVariable} and {InstallationVariable}");
    }

    private static GitHubApp AppOf(Func<string, string?> value)
    {
        List<Fault> faults = [];
        foreach (string name in new[] { AppVariable, InstallationVariable })
        {
            if (value(name) is not { Length: <= 18 } id || !id.All(char.IsAsciiDigit))
                faults.Add(new Fault($"{name}: found '{InertText.Of(value(name) ?? "")}', expected a number, as a GitHub App has one"));
        }

        if (value(KeyFileVariable) is not { } file)
            faults.Add(new Fault($"{KeyFileVariable}: found nothing, expected the file of the GitHub App's private key"));
        else if (!AppJwt.CanSign(Read(KeyFileVariable, file)))
            faults.Add(new Fault($"{KeyFileVariable}: found no such key in {file}, expected an RSA private key in PEM form, as GitHub gives it"));
        return faults.Count == 0
            ? new GitHubApp(AppVariable, value(AppVariable)!, value(InstallationVariable)!, Read(KeyFileVariable, value(KeyFileVariable)!))
            : throw FaultException.Misconfigured(faults);
    }

    private static string Checked(string name, string token) => token.Length > 0 && !token.Any(letter => letter is <= ' ' or > '~') ? token
        : throw FaultException.Misconfigured($"{name}: found what is no token (empty, or with blanks or other than ASCII letters), expected one as GitHub gives it");

    private static string Read(string name, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FaultException.Misconfigured($"{name}: found {InertText.Of(e.Message).TrimEnd('.')}, expected a file that can be read");
        }
    }
}

/// <summary>With what right GitHub is asked.</summary>
/// <param name="Source">Where it was found.</param>
internal abstract record GitHubCredential(string Source)
{
    /// <summary>What must not be read anywhere.</summary>
    public abstract IEnumerable<string> Secrets { get; }

    /// <summary>Without secrets: a record prints what it holds.</summary>
    public sealed override string ToString() => Source;
}

/// <summary>A token.</summary>
/// <param name="Source">Where it was found.</param>
/// <param name="Token">The token.</param>
internal sealed record GitHubToken(string Source, string Token) : GitHubCredential(Source)
{
    /// <inheritdoc/>
    public override IEnumerable<string> Secrets => [Token];
}

/// <summary>An installation of a GitHub App.</summary>
/// <param name="Source">Where it was found.</param>
/// <param name="App">The app's id.</param>
/// <param name="Installation">The installation's id.</param>
/// <param name="Key">The app's private key, in PEM form.</param>
internal sealed record GitHubApp(string Source, string App, string Installation, string Key) : GitHubCredential(Source)
{
    /// <inheritdoc/>
    public override IEnumerable<string> Secrets => [Key];
}
