using System.Collections;

namespace MlCi.Adapters.Training;

/// <summary>
/// The variables that a model's code gets: what a program needs of its machine, and the same culture and time zone everywhere.
/// Everything else stays out, so that no token of the caller's reaches code of a pull request.
/// </summary>
public static class ProgramEnvironment
{
    private static readonly string[] PassedOn =
        ["PATH", "HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "ProgramFiles", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT", "DOTNET_CLI_HOME", "LD_LIBRARY_PATH"];

    // What restoring packages needs: where from, through which proxy, trusted how.
    private static readonly string[] PassedOnToBuilds = ["NUGET", "RESTORE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_"];

    /// <summary>For a model program, and for its tests.</summary>
    public static Dictionary<string, string> OfPrograms() => Chosen(name => PassedOn.Contains(name, StringComparer.OrdinalIgnoreCase));

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

        chosen["TZ"] = "UTC";
        chosen["LANG"] = "C.UTF-8";
        chosen["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        chosen["DOTNET_NOLOGO"] = "1";
        chosen["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        chosen["DOTNET_TieredPGO"] = "0";
        return chosen;
    }
}
