using System.Globalization;

namespace MlCi.Adapters.Registry;

/// <summary>The order of what is attached: by the time of its making, which it carries, then by digest. What carries none comes first, as listed.</summary>
internal static class AttachmentOrder
{
    /// <summary>The form of a time in annotations: RFC 3339, in UTC.</summary>
    public static string Written(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The entries in order, the latest last.</summary>
    public static IReadOnlyList<Descriptor> Sort(IEnumerable<Descriptor> entries) =>
    [
        .. entries.Select(entry => (entry, created: Created(entry))).OrderBy(one => one.created ?? DateTimeOffset.MinValue)
            .ThenBy(one => one.created is null ? "" : one.entry.Digest, StringComparer.Ordinal).Select(one => one.entry),
    ];

    /// <summary>When an attachment was made, or null where it does not say.</summary>
    public static DateTimeOffset? Created(Descriptor entry) =>
        DateTimeOffset.TryParse(entry.Annotation(AnnotationKeys.Created), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
}
