namespace MlCi.Adapters.Registry;

/// <summary>A model in the registry, by name.</summary>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Digest">Its manifest's digest.</param>
/// <param name="Tag">The tag or digest that it was asked for by.</param>
/// <param name="ModelDigest">The digest of its files as a folder.</param>
public sealed record RegisteredModel(string Pipeline, string Digest, string Tag, string ModelDigest);
