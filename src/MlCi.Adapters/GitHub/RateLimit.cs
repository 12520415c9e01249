using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// How long to wait for room under GitHub's limits
/// (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
/// </summary>
internal static class RateLimit
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(60);

    /// <summary>The time to wait; null where the answer is not about a limit, so that waiting would not help.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="said">What it says.</param>
    /// <param name="limits">How often in a row a limit was met, this time too.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? WaitOf(HttpStatusCode status, HttpResponseHeaders headers, string said, int limits, DateTimeOffset now)
    {
        if (status is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (headers.RetryAfter is { } told)
            return AtLeastASecond(told.Delta ?? (told.Date!.Value - now));
        if (Number(headers, "x-ratelimit-remaining") == 0 && Number(headers, "x-ratelimit-reset") is { } reset and >= 0 and < 253_402_300_800)
            return AtLeastASecond(DateTimeOffset.FromUnixTimeSeconds(reset) - now);
        // A right that is missing is refused with the same status, and stays missing.
        if (status == HttpStatusCode.TooManyRequests || said.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || said.Contains("abuse", StringComparison.OrdinalIgnoreCase))
            return Least * Math.Pow(2, limits - 1);
        return null;
    }

    private static TimeSpan AtLeastASecond(TimeSpan wait) => wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait;

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
