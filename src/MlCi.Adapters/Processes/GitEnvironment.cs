using System.Collections;

namespace MlCi.Adapters.Processes;

/// <summary>The variables that git is given where it is asked: what it needs to find its settings, and no token of the caller's.</summary>
public static class GitEnvironment
{
    private static readonly string[] Names =
        ["PATH", "HOME", "XDG_CONFIG_HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "ProgramData", "SystemRoot",
            // With sudo, git asks whom the repository belongs to.
            "SUDO_UID", "SUDO_GID"];

    /// <summary>Those of the caller's that are passed on.</summary>
    public static Dictionary<string, string> Of()
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value }
                && (Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("GIT_", StringComparison.Ordinal)))
            {
                chosen[name] = value;
            }
        }

        return chosen;
    }
}
