namespace MlCi.Adapters.Registry.Remote;

/// <summary>Where a list that is given in pages goes on (RFC 8288).</summary>
internal static class NextPage
{
    /// <summary>The next page's address, wherever that is; null where there is none.</summary>
    /// <param name="response">A page.</param>
    /// <param name="asked">Its address.</param>
    public static Uri? Of(HttpResponseMessage response, Uri asked)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out var links))
            return null;
        foreach (string link in links.SelectMany(link => link.Split(',')))
        {
            int end = link.IndexOf('>', StringComparison.Ordinal);
            int start = link.IndexOf('<', StringComparison.Ordinal);
            if (start >= 0 && end >= start && link[end..].Replace("\"", "", StringComparison.Ordinal).Contains("rel=next", StringComparison.OrdinalIgnoreCase))
                return new Uri(asked, link[(start + 1)..end]);
        }

        return null;
    }
}
