using System.Collections;
using System.Text.Json;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Attestations;

/// <summary>Tells what signs: the command line, else a variable, else pipeline.yml; nothing where none of them says so.</summary>
internal static class SigningChoice
{
    /// <summary>The variable that holds the key, or the path of its file.</summary>
    public const string KeyVariable = "MLCI_SIGNING_KEY";

    /// <summary>The variable that holds the path of the key's file.</summary>
    public const string FileVariable = "MLCI_SIGNING_KEY_FILE";

    /// <summary>The variable that holds a command: words with spaces between, or a list in JSON.</summary>
    public const string CommandVariable = "MLCI_SIGN_COMMAND";

    /// <summary>What to do for something to be signed.</summary>
    public const string Advice = $"{KeyVariable}, {FileVariable}, {CommandVariable} or attest.command in pipeline.yml";

    private static readonly string[] Secret = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSPHRASE"];

    /// <summary>What signs, or null.</summary>
    /// <param name="keyFile">The key that the command line names, or null.</param>
    /// <param name="rule">What pipeline.yml says.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="variable">The value of a variable, or null.</param>
    /// <exception cref="FaultException">Several are named, or it cannot be used (exit 2).</exception>
    public static IEnvelopeSigner? Of(string? keyFile, AttestRule rule, string folder, Func<string, string?> variable)
    {
        if (keyFile is not null)
            return new KeySigner(PemKey.Private(KeyText.OfFile(keyFile, "--key"), keyFile));
        (string Name, string Value)[] named = [.. new[] { KeyVariable, FileVariable, CommandVariable }.Select(name => (name, variable(name) ?? "")).Where(one => one.Item2.Length > 0)];
        return named switch
        {
            [] when rule.Command is { } command => new CommandSigner(
                new SignCommand(command.Arguments, folder, rule.Timeout, $"{command.Place}: attest.command", SecretsOfEnvironment()), () => TrustedKeys.Read([], rule, folder, variable)),
            [] => null,
            [var (name, value)] when name == CommandVariable => new CommandSigner(
                new SignCommand(Words(value), Environment.CurrentDirectory, rule.Timeout, CommandVariable, SecretsOfEnvironment()), () => TrustedKeys.Read([], rule, folder, variable)),
            [var (name, value)] when name == KeyVariable => OfVariable(value),
            [var (_, value)] => new KeySigner(PemKey.Private(KeyText.OfFile(value, FileVariable), value)),
            _ => throw FaultException.Misconfigured($"found {string.Join(" and ", named.Select(one => one.Name))}, expected one of them only: which signs?"),
        };
    }

    // What a command says as it fails may hold what it was given to sign with.
    private static string[] SecretsOfEnvironment() =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => entry.Key is string name && !name.StartsWith("MLCI_", StringComparison.Ordinal) && Secret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(entry => entry.Value).OfType<string>(),
    ];

    private static KeySigner OfVariable(string value)
    {
        (string text, string place) = KeyText.OfVariable(KeyVariable, value);
        return new KeySigner(PemKey.Private(text, place));
    }

    private static string[] Words(string value)
    {
        string[] words = value.TrimStart().StartsWith('[') ? Listed(value) : value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 0 && words[0].Length > 0 ? words : throw FaultException.Misconfigured($"{CommandVariable}: found no executable, expected one with its arguments");
    }

    private static string[] Listed(string value)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(value) is { } words && Array.TrueForAll(words, word => word is not null) ? words : [];
        }
        catch (JsonException)
        {
            throw FaultException.Misconfigured($"{CommandVariable}: found a list that is no JSON of texts, expected such as [\"sign\", \"--key\", \"k\"]");
        }
    }
}
