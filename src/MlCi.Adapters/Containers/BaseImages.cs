using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>
/// Finds what an image stands on: pulled from a registry, in a folder, or made from Debian packages. It is pinned by digest, but for the
/// last, whose digest is told; what was pulled or made is kept in <c>.mlci/cache</c>, and nothing is asked again: <c>--no-cache</c> does
/// not reach it, as what has its digest is the same however it was got.
/// </summary>
internal static class BaseImages
{
    /// <summary>What a base is called among the kept results.</summary>
    internal const string Stage = "Base";

    /// <summary>Finds a base.</summary>
    /// <param name="reference">What it is called: <see cref="BaseReference.Expected"/>.</param>
    /// <param name="root">The folder that holds <c>.mlci</c>.</param>
    /// <param name="folder">The folder that <c>oci:FOLDER</c> is relative to.</param>
    /// <param name="place">Where the reference stands, or null.</param>
    /// <param name="progress">Is told what takes long.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="FaultException">
    /// It is not pinned, or not what it is pinned to (exit 2, with the digest that it has), or is out of reach or damaged (exit 3).
    /// </exception>
    public static BaseImage Find(string reference, string root, string folder, SourcePlace? place, Action<string> progress, CancellationToken interrupted)
    {
        StageCache cache = new(root);
        switch (BaseReference.Parse(reference, place))
        {
            case BaseReference.OfDebian debian:
                return Debian(debian, cache, place, progress, interrupted);
            case BaseReference.OfLayout layout:
                BaseLayout own = new(Path.GetFullPath(Path.Combine(folder, layout.Folder)), layout.Name);
                return own.Read(layout.Digest ?? throw Unpinned(layout, () => own.DigestOf(layout.Tag), place));
            case BaseReference.OfRegistry remote:
                BasePull pull = new(remote, interrupted);
                string digest = remote.Digest ?? throw Unpinned(remote, pull.DigestNow, place);
                return Kept(cache, remote.Name, digest) ?? Pulled();

                BaseImage Pulled()
                {
                    progress($"pulling {remote.Name}@{digest}");
                    return new BaseLayout(cache.Make(Stage, digest, made => pull.Run(digest, made)), remote.Name).Read(digest);
                }

            default:
                throw new InvalidOperationException(reference);
        }
    }

    private static BaseImage Debian(BaseReference.OfDebian debian, StageCache cache, SourcePlace? place, Action<string> progress, CancellationToken interrupted)
    {
        // One that was made before is used again, though there may be newer packages now.
        if (debian.Digest is { } pinned && Kept(cache, debian.Name, pinned) is { } kept)
            return kept;
        string digest = DebianBase.Get(cache, progress, interrupted);
        if (debian.Digest is not null && debian.Digest != digest)
        {
            throw FaultException.Misconfigured(
                $"found {debian.Name}@{digest} as base, made from this machine's packages, expected {debian.Pinned}; packages or the .NET runtime are others than when it was pinned", place);
        }

        return Kept(cache, debian.Name, digest) ?? throw FaultException.OutOfReach($"{debian.Name}@{digest}: found it removed from .mlci/cache while it was used, expected it to stay");
    }

    private static BaseImage? Kept(StageCache cache, string name, string digest) =>
        cache.Find(Stage, digest) is { } layout ? new BaseLayout(layout, name).Read(digest) : null;

    // Where its registry does not answer, it is not pinned all the same.
    private static FaultException Unpinned(BaseReference reference, Func<string?> now, SourcePlace? place)
    {
        string expected;
        try
        {
            expected = now() is { } digest ? $"{reference.Name}@{digest}, which it is now" : $"a digest behind it ({reference.Name}@sha256:…); nothing has that name now";
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.OutOfReach)
        {
            expected = $"a digest behind it ({reference.Name}@sha256:…); it could not be asked for: {e.Message}";
        }

        return FaultException.Misconfigured($"found the base {reference.Name} without a digest, expected {expected}", place);
    }
}
