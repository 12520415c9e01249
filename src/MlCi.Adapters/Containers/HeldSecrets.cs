using System.Collections;
using System.Text;

namespace MlCi.Adapters.Containers;

/// <summary>The secrets that the environment holds, by the names of their variables.</summary>
public static class HeldSecrets
{
    /// <summary>What is shorter stands in any program by chance.</summary>
    public const int Least = 8;

    private static readonly string[] Words = ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "SIGNING_KEY"];

    /// <summary>Chooses the variables that hold secrets: those that pipeline.yml passes on, and those whose names say so.</summary>
    /// <param name="variables">The environment's variables, as <see cref="Environment.GetEnvironmentVariables()"/> gives them.</param>
    /// <param name="passedOn">The names that pipeline.yml passes on to programs, which may be secrets whatever they are called.</param>
    public static IReadOnlyDictionary<string, string> Of(IDictionary variables, IEnumerable<string> passedOn)
    {
        HashSet<string> named = new(passedOn, StringComparer.Ordinal);
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in variables)
        {
            // A path or an address of a file is no secret: NUGET_CREDENTIAL_FOLDER, MLCI_SIGNING_KEY_FILE.
            if (variable is { Key: string name, Value: string value } && IsTelling(value)
                && (named.Contains(name) || Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))) && !Path.Exists(value))
                held[name] = value;
        }

        return held;
    }

    /// <summary>What is looked for of a secret: its lines, and the whole of it in base 64, as logins of registries have it.</summary>
    /// <returns>Texts of which each letter is a byte.</returns>
    internal static IEnumerable<string> Forms(string secret) =>
        secret.Split(['\r', '\n'], StringSplitOptions.TrimEntries).Where(line => IsTelling(line) && !line.StartsWith("-----", StringComparison.Ordinal))
            .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^1])
            .Select(text => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));

    // A short word or number stands in any program: 'production', '10000000'.
    private static bool IsTelling(string value) => value.Length >= 20 || (value.Length >= Least && value.Any(char.IsAsciiDigit) && value.Any(char.IsLetter))
        || (value.Length >= Least && value.Any(letter => !char.IsLetterOrDigit(letter) && letter is not ('.' or '-' or '_' or '/' or ':' or ' ')));
}
