using System.Collections;
using System.Globalization;
using MlCi.Adapters.Storage;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>
/// The variables that a model's code gets: what a program needs of its machine, and the same culture and time zone everywhere.
/// Everything else stays out, so that no token of the caller's reaches code of a pull request.
/// </summary>
public static class ProgramEnvironment
{
    private static readonly string[] PassedOn =
        ["PATH", "HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "ProgramFiles", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT", "DOTNET_CLI_HOME", "LD_LIBRARY_PATH"];

    private static readonly Dictionary<string, string> Everywhere = new(StringComparer.Ordinal)
    {
        ["TZ"] = "UTC",
        ["LANG"] = "C.UTF-8",
        ["LC_ALL"] = "C.UTF-8",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_TieredPGO"] = "0",
        // Texts hash alike in every run; no byte code lies beside the sources; what is printed is seen at once.
        ["PYTHONHASHSEED"] = "0",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        ["PYTHONUNBUFFERED"] = "1",
    };

    // What restoring packages needs: where from, through which proxy, trusted how.
    private static readonly string[] PassedOnToBuilds = ["NUGET", "RESTORE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_"];

    // Libraries for numbers take as many threads as there are cores, and sum in another order with each.
    private static readonly string[] ThreadCounts =
        ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "DOTNET_PROCESSOR_COUNT"];

    /// <summary>For a pipeline's programs, and for its tests: what it is given everywhere, what pipeline.yml sets, and what it passes on.</summary>
    /// <param name="commands">What pipeline.yml sets and passes on.</param>
    /// <param name="threads">How many threads a program may use.</param>
    public static Dictionary<string, string> OfPrograms(CommandSetting commands, int threads)
    {
        Dictionary<string, string> chosen = Chosen(name => PassedOn.Contains(name, StringComparer.OrdinalIgnoreCase) || commands.PassedOn.Contains(name, StringComparer.Ordinal));
        foreach ((string name, string value) in Fixed(commands, threads))
            chosen[name] = value;
        return chosen;
    }

    /// <summary>
    /// What a program can see of it that may change its results, as what a stage reads; of what is passed on, a digest that only
    /// <see cref="LocalKey"/> can make: a short value could be guessed from a plain one.
    /// </summary>
    /// <param name="commands">What pipeline.yml sets and passes on.</param>
    /// <param name="threads">How many threads a program may use.</param>
    /// <param name="root">The folder that holds <c>.mlci</c>.</param>
    public static IEnumerable<StageInput> Inputs(CommandSetting commands, int threads, string root) =>
        Told(commands, threads, (name, value) => LocalKey.DigestOf(root, $"{name}={value}"));

    /// <summary>The same for people: of what is passed on, only whether it is set.</summary>
    /// <inheritdoc cref="OfPrograms"/>
    public static IEnumerable<StageInput> Recorded(CommandSetting commands, int threads) => Told(commands, threads, (_, _) => "set");

    /// <summary>The values that are passed on: they may be secrets, and are never printed.</summary>
    /// <param name="commands">What pipeline.yml passes on.</param>
    public static IReadOnlyList<string> SecretsOf(CommandSetting commands) => [.. commands.PassedOn.Select(Environment.GetEnvironmentVariable).OfType<string>()];

    private static StageInput[] Told(CommandSetting commands, int threads, Func<string, string, string> passedOn) =>
    [
        .. Fixed(commands, threads).OrderBy(variable => variable.Name, StringComparer.Ordinal).Select(variable => new StageInput("environment", variable.Name, variable.Value)),
        .. commands.PassedOn.Concat(LibraryPlaces.Where(name => !commands.Environment.ContainsKey(name))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new StageInput(
            "environment", name, Environment.GetEnvironmentVariable(name) is { } value ? passedOn(name, value) : "not set")),
    ];

    // What is passed on to every program and leads it to other libraries, or to another runtime.
    private static readonly string[] LibraryPlaces = ["DOTNET_ROOT", "LD_LIBRARY_PATH"];

    // The same everywhere: culture, time zone, threads, and what pipeline.yml sets.
    private static IEnumerable<(string Name, string Value)> Fixed(CommandSetting commands, int threads)
    {
        var variables = new Dictionary<string, string>(Everywhere, StringComparer.Ordinal);
        foreach (string name in ThreadCounts)
            variables[name] = threads.ToString(CultureInfo.InvariantCulture);
        foreach ((string name, string value) in commands.Environment)
            variables[name] = value;
        return variables.Select(variable => (variable.Key, variable.Value));
    }

    /// <summary>For building them: also the settings of package feeds.</summary>
    public static Dictionary<string, string> OfBuilds() => Chosen(name =>
        PassedOn.Contains(name, StringComparer.OrdinalIgnoreCase)
        || PassedOnToBuilds.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    private static Dictionary<string, string> Chosen(Func<string, bool> passes)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value } && passes(name))
                chosen[name] = value;
        }

        foreach ((string name, string value) in Everywhere)
            chosen[name] = value;
        return chosen;
    }
}
