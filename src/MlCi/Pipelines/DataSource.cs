namespace MlCi.Pipelines;

/// <summary>What a source of data is.</summary>
public enum DataSourceKind
{
    /// <summary>An address, <c>https://…</c> or <c>http://…</c>.</summary>
    Web,

    /// <summary>A file, as <c>file:///…</c> or as a path, which is relative to the pointer's folder.</summary>
    File,

    /// <summary>A remote registry, <c>oci://…</c>.</summary>
    Registry,
}

/// <summary>Where data can be had beside registries: an address or a path, which says no password, as it stands in git.</summary>
public sealed record DataSource
{
    /// <summary>What a source must be, for messages.</summary>
    public const string Expected = "an address (https://…, oci://…), a path, or a file:///… without a password";

    private DataSource(string text, DataSourceKind kind, string shown) => (Text, Kind, Shown) = (text, kind, shown);

    /// <summary>The source, as written.</summary>
    public string Text { get; }

    /// <summary>What it is.</summary>
    public DataSourceKind Kind { get; }

    /// <summary>The source for messages: of an address without its query, which may hold a signature.</summary>
    public string Shown { get; }

    /// <summary>Reads a source.</summary>
    /// <param name="text">An address or a path.</param>
    /// <param name="source">The source.</param>
    /// <returns>What is wrong with it, without what must not be printed; null where nothing is.</returns>
    public static string? Parse(string text, out DataSource? source)
    {
        source = null;
        if (text.Trim().Length == 0 || text.Any(char.IsControl))
            return "nothing, or characters that no address has,";
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        // A drive of Windows has one letter.
        string scheme = colon > 1 && text.AsSpan(0, colon).IndexOfAny('/', '\\') < 0 ? text[..colon].ToLowerInvariant() : "";
        if (scheme.Length == 0)
        {
            source = new DataSource(text, DataSourceKind.File, text);
            return null;
        }

        DataSourceKind? kind = scheme switch
        {
            "http" or "https" => DataSourceKind.Web,
            "file" => DataSourceKind.File,
            "oci" or "registry" => DataSourceKind.Registry,
            _ => null,
        };
        if (kind is null)
            return $"an address that begins with '{YamlValues.Shown(scheme)}:'";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || (kind != DataSourceKind.File && uri.Host.Length == 0))
            return $"an address that begins with '{scheme}:' and names nothing";
        if (uri.UserInfo.Length > 0)
            return "an address with a name or password in it";
        source = new DataSource(text, kind.Value, ShownOf(uri, kind.Value));
        return null;
    }

    private static string ShownOf(Uri uri, DataSourceKind kind) => kind == DataSourceKind.File ? uri.LocalPath
        : uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (uri.Query.Length > 0 ? "?…" : "");
}
