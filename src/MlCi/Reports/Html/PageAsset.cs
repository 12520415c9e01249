using System.Security.Cryptography;
using System.Text;

namespace MlCi.Reports.Html;

/// <summary>The page's style or script, and the digest by which its policy lets this one run and no other.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Policy">The source of a content security policy: <c>'sha256-…'</c>.</param>
internal sealed record PageAsset(string Text, string Policy)
{
    /// <summary>The style.</summary>
    public static PageAsset Style { get; } = Read("gate.css");

    /// <summary>The script, without which the page can be read as well.</summary>
    public static PageAsset Script { get; } = Read("gate.js");

    private static PageAsset Read(string name)
    {
        using Stream stream = typeof(PageAsset).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not among the resources");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser reads every line's end as this one, and so digests it.
        string text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new PageAsset(text, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
    }
}
