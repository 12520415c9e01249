using System.Text;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>
/// The logins that <c>docker login</c>, <c>skopeo login</c> and others leave in config.json: <c>auths</c>, and the helpers that keep them
/// elsewhere (<c>credHelpers</c>, <c>credsStore</c>).
/// </summary>
/// <param name="folder">The folder of config.json.</param>
internal sealed class DockerConfig(string folder)
{
    private readonly string path = Path.Combine(folder, "config.json");

    /// <summary>The credential of a host, or null.</summary>
    /// <param name="host">The host, with its port where one is named.</param>
    /// <param name="askHelper">Asks a helper by its name for a server's name; null where it has none.</param>
    /// <exception cref="FaultException">The file cannot be read (exit 2).</exception>
    public RegistryCredential? Find(string host, Func<string, string, RegistryCredential?> askHelper)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Find(file.RootElement, host, askHelper);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            // Its text may be a secret, which such messages quote.
            throw FaultException.Misconfigured($"{path}: found a file that cannot be read as Docker's config.json ({e.GetType().Name}), expected one as docker login writes it");
        }
    }

    private RegistryCredential? Find(JsonElement root, string host, Func<string, string, RegistryCredential?> askHelper)
    {
        foreach (string name in Names(host))
        {
            if (Inside(root, "credHelpers", name) is { ValueKind: JsonValueKind.String } helper)
                return askHelper(helper.GetString()!, name);
        }

        if (root.TryGetProperty("credsStore", out JsonElement store) && store.GetString() is { Length: > 0 } general)
        {
            foreach (string name in Names(host))
            {
                if (askHelper(general, name) is { } kept)
                    return kept;
            }
        }

        return Names(host).Select(name => Inside(root, "auths", name)).OfType<JsonElement>().Select(Login).FirstOrDefault(login => login is not null);
    }

    private RegistryCredential? Login(JsonElement entry)
    {
        string? Text(string key) => entry.TryGetProperty(key, out JsonElement value) && value.GetString() is { Length: > 0 } text ? text : null;
        if (Text("identitytoken") is { } identity)
            return new RegistryCredential(path) { IdentityToken = identity };
        if (Text("registrytoken") is { } token)
            return new RegistryCredential(path) { RegistryToken = token };
        (string? user, string? password) = (Text("username"), Text("password"));
        if (Text("auth") is { } encoded)
        {
            string[] parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).TrimEnd('\0').Split(':', 2);
            (user, password) = parts.Length == 2 ? (parts[0], parts[1]) : throw new FormatException();
        }

        return user is null || password is null ? null : new RegistryCredential(path) { User = user, Password = password };
    }

    // The one entry of a mapping whose name means the host: docker writes addresses there, others write hosts.
    private static JsonElement? Inside(JsonElement root, string mapping, string host) =>
        root.TryGetProperty(mapping, out JsonElement entries)
            ? entries.EnumerateObject().Where(entry => entry.Name == host || HostOf(entry.Name) == HostOf(host)).Select(entry => (JsonElement?)entry.Value).FirstOrDefault()
            : null;

    private static IEnumerable<string> Names(string host) =>
        host is "docker.io" or "index.docker.io" or "registry-1.docker.io" ? ["https://index.docker.io/v1/", "docker.io"] : [host, $"https://{host}"];

    internal static string HostOf(string name)
    {
        int scheme = name.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? name : name[(scheme + 3)..];
        return rest.Split('/')[0].ToLowerInvariant();
    }
}
