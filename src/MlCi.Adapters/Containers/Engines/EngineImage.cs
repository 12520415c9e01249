namespace MlCi.Adapters.Containers.Engines;

/// <summary>What an engine says of an image that it has.</summary>
/// <param name="Id">Its id: <c>sha256:…</c> of its config.</param>
/// <param name="User">The user that its programs run as, as the image says it: a name or number, perhaps with a group behind a colon; empty is root.</param>
/// <param name="DiffIds">The digests of its layers as tars, unpacked, the lowest first.</param>
/// <param name="IsNamed">Whether somebody has given it a name.</param>
public sealed record EngineImage(string Id, string User, IReadOnlyList<string> DiffIds, bool IsNamed = false)
{
    /// <summary>Whether a name among these is one that somebody gave or pulled it by; what has none is listed as <c>&lt;none&gt;</c>.</summary>
    /// <param name="tags">Its tags.</param>
    /// <param name="digests">Its names with digests.</param>
    public static bool HasName(IEnumerable<string> tags, IEnumerable<string> digests) =>
        tags.Concat(digests).Any(name => !name.StartsWith("<none>", StringComparison.Ordinal) && !name.StartsWith("moby-dangling@", StringComparison.Ordinal));

    /// <summary>Whether its programs run as root.</summary>
    public bool IsRoot => User.Split(':')[0].Trim() is var name && (name is "" or "root" || name.Trim('0').Length == 0);
}
