namespace MlCi.Adapters.GitHub;

/// <summary>Whether a request that was perhaps done may simply be sent again.</summary>
internal static class RepeatableRequest
{
    /// <summary>Whether twice is the same as once.</summary>
    public static bool Is(HttpMethod method, Uri address)
    {
        // Annotations are added to those that are there; all else that is changed is set.
        if (method == HttpMethod.Patch)
            return !address.AbsolutePath.Contains("/check-runs/", StringComparison.Ordinal);
        if (method != HttpMethod.Post)
            return true;
        // Of statuses the last counts, and of tokens any.
        return address.AbsolutePath.Contains("/statuses", StringComparison.Ordinal) || address.AbsolutePath.EndsWith("/access_tokens", StringComparison.Ordinal);
    }
}
