using System.Globalization;
using System.Text.RegularExpressions;
using MlCi.Testing;

namespace MlCi.Tests.Reports.Html;

/// <summary>Whether the page's colours can be read, in light and in dark (WCAG 2.2: 4.5 for text, 3 for drawings).</summary>
public sealed partial class ContrastTests
{
    private static readonly string Style = ParsedPage.Read(SamplePages.Write(SampleReports.FailedOnOneSlice)).QuerySelector("style")!.TextContent;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Colours_CanBeRead(int scheme)
    {
        Dictionary<string, double> luminance = Blocks().Matches(Style)[scheme].Groups[1].Value is var block
            ? Colours().Matches(block).ToDictionary(match => match.Groups[1].Value, match => Luminance(match.Groups[2].Value)) : [];

        foreach (string text in new[] { "ink", "soft", "link", "ok", "warn", "bad", "off" })
        {
            foreach (string paper in new[] { "paper", "raised" })
                Assert.True(Contrast(luminance[text], luminance[paper]) >= 4.5, $"--{text} on --{paper}: {Contrast(luminance[text], luminance[paper])}");
        }

        foreach ((string text, string paper) in new[] { ("ink", "ok-paper"), ("ink", "bad-paper"), ("ok", "ok-paper"), ("bad", "bad-paper") })
            Assert.True(Contrast(luminance[text], luminance[paper]) >= 4.5, $"--{text} on --{paper}: {Contrast(luminance[text], luminance[paper])}");
        foreach (string line in new[] { "now", "before", "miss" })
            Assert.True(Contrast(luminance[line], luminance["paper"]) >= 3, $"--{line}: {Contrast(luminance[line], luminance["paper"])}");
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + .05) / (Math.Min(one, other) + .05);

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);
        }

        return .2126 * Part(1) + .7152 * Part(3) + .0722 * Part(5);
    }

    [GeneratedRegex(@":root \{([^}]+)\}")]
    private static partial Regex Blocks();

    [GeneratedRegex("--([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Colours();
}
