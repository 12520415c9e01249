using System.Text;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// The logins of hosts, as curl, git and others read them: <c>~/.netrc</c>, or the file that the variable NETRC names. A login is tied to its
/// host, so that no pointer can send it elsewhere; there is none in a pointer, which stands in git.
/// </summary>
internal static class NetrcFile
{
    /// <summary>The login of a host, or null.</summary>
    public static (string Name, string Password)? Find(string host)
    {
        string? path = Environment.GetEnvironmentVariable("NETRC");
        if (string.IsNullOrEmpty(path))
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsWindows() ? "_netrc" : ".netrc");
        try
        {
            return File.Exists(path) ? Find(File.ReadAllText(path, Encoding.UTF8), host) : null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same of a file's text: the entry of the host, else the default one before which it did not stand.</summary>
    internal static (string Name, string Password)? Find(string text, string host)
    {
        using IEnumerator<string> words = Words(text).GetEnumerator();
        (string? name, string? password, bool isHosts) = (null, null, false);
        while (words.MoveNext())
        {
            switch (words.Current)
            {
                case "machine" or "default" when isHosts && name is not null && password is not null:
                    return (name, password);
                case "machine":
                    isHosts = words.MoveNext() && string.Equals(words.Current, host, StringComparison.OrdinalIgnoreCase);
                    (name, password) = (null, null);
                    break;
                case "default":
                    // It is for every host, so that a pointer could send it anywhere: not used.
                    isHosts = false;
                    break;
                case "login" when words.MoveNext():
                    name = words.Current;
                    break;
                case "password" when words.MoveNext():
                    password = words.Current;
                    break;
            }
        }

        return isHosts && name is not null && password is not null ? (name, password) : null;
    }

    private static IEnumerable<string> Words(string text) => text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))
        .SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
