using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlCi.Reports.Html;

/// <summary>
/// A page, or a part of one, in the making. What is written is markup; what stands in its holes is text, so it is escaped:
/// <c>page.Add($"&lt;td&gt;{name}&lt;/td&gt;")</c>. A number after a colon is the most letters that are shown.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup whose holes are escaped.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref MarkupHandler markup) => markup.Done();

    /// <summary>Adds what is markup already and comes from no data: an asset of this assembly.</summary>
    public void AddAsset(string asset) => text.Append(asset);

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => text.Length == 0;

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Writes literals as they are and holes escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct MarkupHandler
    {
        private const int MostLetters = 2000;
        private readonly StringBuilder text;

        public MarkupHandler(int literalLength, int formattedCount, Markup markup)
        {
            text = markup.text;
            text.EnsureCapacity(text.Length + literalLength + formattedCount * 8);
        }

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(string? value) => text.Append(EscapedText.Of(value ?? "", MostLetters));

        public void AppendFormatted(string? value, string format) => text.Append(EscapedText.Of(value ?? "", int.Parse(format, CultureInfo.InvariantCulture)));

        public void AppendFormatted(int value) => text.Append(value);

        /// <summary>A place in a drawing, to a tenth of a pixel.</summary>
        public void AppendFormatted(double place) => text.Append((Math.Round(place, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture));

        public void AppendFormatted(Markup part) => text.Append(part.text);

        public void Done()
        {
        }
    }
}
