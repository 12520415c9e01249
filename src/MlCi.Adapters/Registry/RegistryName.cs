using System.Text.RegularExpressions;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>The names that a registry accepts, as OCI's distribution specification has them; none of them can leave a folder.</summary>
internal static partial class RegistryName
{
    private const string LedgerPrefix = "holdout-";
    private const string DataPrefix = "data-";
    private const string ImagePrefix = "image-";
    private const string AttachmentPrefix = "attached-";

    /// <summary>A pipeline's name, which is the last part of its repository's.</summary>
    public static string Pipeline(string name) => PipelinePattern().IsMatch(name)
        ? name
        : throw FaultException.Misconfigured(
            $"pipeline: found '{name}', expected lower-case letters and digits, parted by '.', '_' or '-'");

    /// <summary>Whether a name can be a pipeline's.</summary>
    public static bool IsPipeline(string name) => PipelinePattern().IsMatch(name);

    /// <summary>A tag.</summary>
    public static string Tag(string name) => TagPattern().IsMatch(name)
        ? name
        : throw FaultException.Misconfigured(
            $"tag: found '{name}', expected up to 128 letters, digits, '.', '_' or '-', the first no '.' or '-'");

    /// <summary>The tag under which OCI lists what is attached to a manifest, where there is no referrers API.</summary>
    public static string ReferrersTag(string digest) => "sha256-" + digest[Digest.Prefix.Length..];

    /// <summary>The digest that such a tag lists the attachments of; of another tag, no well-formed digest.</summary>
    public static string SubjectOf(string tag) =>
        tag.StartsWith("sha256-", StringComparison.Ordinal) ? string.Concat(Digest.Prefix, tag.AsSpan(Digest.Prefix.Length)) : "";

    /// <summary>
    /// The tag that an attachment has for itself: both digests in base 32, as in hexadecimal they would be too long together, and as some
    /// registries keep tags where capitals do not count.
    /// </summary>
    public static string AttachmentTag(string subject, string attachment) => $"{AttachmentPrefix}{Base32.Of(subject)}.{Base32.Of(attachment)}";

    /// <summary>The digests that such a tag is made of; null of another tag.</summary>
    public static (string Subject, string Attachment)? AttachmentOf(string tag) =>
        tag.StartsWith(AttachmentPrefix, StringComparison.Ordinal) && tag[AttachmentPrefix.Length..].Split('.') is [var subject, var attachment]
        && Base32.ToDigest(subject) is { } one && Base32.ToDigest(attachment) is { } other ? (one, other) : null;

    /// <summary>Whether a tag names what people look for: no list of attachments, no attachment, no ledger, no data, no image.</summary>
    public static bool IsShown(string tag) => !Digest.IsWellFormed(SubjectOf(tag)) && AttachmentOf(tag) is null && !IsLedgerTag(tag) && !IsDataTag(tag) && !IsImageTag(tag);

    /// <summary>The tag of a holdout's ledger.</summary>
    public static string LedgerTag(string holdout) => LedgerPrefix + holdout[Digest.Prefix.Length..];

    /// <summary>Whether a tag is that of a ledger.</summary>
    public static bool IsLedgerTag(string tag) =>
        tag.StartsWith(LedgerPrefix, StringComparison.Ordinal) && Digest.IsWellFormed(string.Concat(Digest.Prefix, tag.AsSpan(LedgerPrefix.Length)));

    /// <summary>The tag of a data snapshot.</summary>
    public static string DataTag(string digest) => DataPrefix + digest[Digest.Prefix.Length..];

    /// <summary>Whether a tag is that of a data snapshot.</summary>
    public static bool IsDataTag(string tag) =>
        tag.StartsWith(DataPrefix, StringComparison.Ordinal) && Digest.IsWellFormed(string.Concat(Digest.Prefix, tag.AsSpan(DataPrefix.Length)));

    /// <summary>The tag of an image: its digest, so that it never moves.</summary>
    public static string ImageTag(string digest) => ImagePrefix + digest[Digest.Prefix.Length..];

    /// <summary>Whether a tag is that of an image.</summary>
    public static bool IsImageTag(string tag) =>
        tag.StartsWith(ImagePrefix, StringComparison.Ordinal) && Digest.IsWellFormed(string.Concat(Digest.Prefix, tag.AsSpan(ImagePrefix.Length)));

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PipelinePattern();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TagPattern();
}
