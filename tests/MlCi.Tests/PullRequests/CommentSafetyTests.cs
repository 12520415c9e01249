using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.PullRequests;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.PullRequests;

/// <summary>Whatever a name says, the comment shows it: rendered as GitHub renders it, nothing in it is markup, link, mention or HTML.</summary>
public sealed partial class CommentSafetyTests
{
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseFootnotes().UseAlertBlocks().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    private static readonly string[] Elements =
    [
        "html", "head", "body", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "br", "details", "summary", "sub", "span", "a",
    ];

    private static readonly Gen<string> Texts =
        from parts in Gen.Elements(
            "@octocat", "@octo/team", "#1", "GH-1", "octo/models#1", "octo@0123456789abcdef", "deadbeef", "0123456", "JIRA-12", "CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q", "https://evil.example",
            "HTTP://evil.example", "www.evil.example", "WWW.evil.example", "ftp://evil.example", "a@evil.example", "<https://evil.example>", "<script>", "<b>", "</details>", "</summary>", "</code>", "<!--", "-->",
            "![i](j)", "[l](m)", "[l]: m", "[^1]", "[ ] ", "`", "``", "```", "|", "\\", "\n", "\r\n", "\n\n", "- ", "+ ", "1. ", "1) ", "# ", "> ", "    ", "---", "===", "***", "**", "_", "~~", "~~~", ":100:", "$", "$$",
            "&lt;", "&#64;octocat", "&commat;", "\u202Eabc\u202C", "\u200B", "a\u200Db", "\uD800", "\U000E0041", "\u2028", "\0", "\t", "::error::", "##[error]", " ", "x", "é", "数", "\U0001F4A5")
            .Or(ArbMap.Default.GeneratorFor<char>().Select(letter => letter.ToString())).ListOf()
        select string.Concat(parts);

    public static TheoryData<string> Samples => [.. typeof(SampleChanges).GetProperties().Where(one => one.PropertyType == typeof(PullRequestReport)).Select(one => one.Name)];

    [Fact]
    public void TextInNames_NeverBecomesMarkup() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        PullRequestReport report = Named(text);
        IHtmlDocument page = Rendered(report);
        AssertInert(page, report);
        // Whatever the text, the page is built the same.
        Assert.Equal(Skeleton(Rendered(Named("x"))), Skeleton(page));
    }).Check(Properties.Fixed);

    [Theory]
    [MemberData(nameof(Samples))]
    public void EverySample_IsBuiltOfTheExpectedElements(string name)
    {
        var report = (PullRequestReport)typeof(SampleChanges).GetProperty(name)!.GetValue(null)!;
        AssertInert(Rendered(report), report);
    }

    [Fact]
    public void HostileName_IsShownAsItIs() => Assert.Contains(
        "a|b <script>alert(1)</script> @octocat #1 `code` ![i](j) **bold**", Visible(Rendered(SampleChanges.HostileNames)), StringComparison.Ordinal);

    private static void AssertInert(IHtmlDocument page, PullRequestReport report)
    {
        Assert.Empty(page.All.Select(element => element.LocalName).Except(Elements));
        Assert.All(page.All.SelectMany(element => element.Attributes), attribute => Assert.Contains(attribute.Name, new[] { "href", "style", "class", "start" }));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.Equal(report.Run!.AbsoluteUri, link.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("span"), span => Assert.Equal("$", span.TextContent));
        Assert.Empty(page.Descendants<IComment>());
        IEnumerable<string> texts = page.Descendants<IText>().Where(text => text.Ancestors<IElement>().All(element => element.LocalName is not ("code" or "pre" or "a"))).Select(text => text.Data);
        Assert.All(texts, text => Assert.DoesNotMatch(Reference(), text));
        Assert.DoesNotMatch(Unseen(), page.DocumentElement.TextContent.Replace("\u200B", "", StringComparison.Ordinal));
    }

    // Every place of a report that text from data, programs or a pull request can reach.
    private static PullRequestReport Named(string text)
    {
        GateReport report = SampleReports.WorstSlicesConfirmed;
        report = report with
        {
            Passed = false,
            Reason = text,
            Pipeline = text,
            Champion = text,
            Gates = [.. report.Gates.Select(gate => gate with { Id = text, Slice = gate.Slice is null ? null : text, Metric = text, Reason = text, Source = new SourcePlace(text, 1) })],
            Stages = [StageOutcome.Failed("TestPreprocessing", text.ReplaceLineEndings(" ") + "\nits last lines:\n" + text.ReplaceLineEndings(" ")), StageOutcome.Skipped("Compare", text)],
            Findings = [new Finding(text, text, text, text, 1, 2, [new Sighting(1, text)], new SourcePlace(text, 1))],
            WorstSlices = report.WorstSlices! with { Slices = [.. report.WorstSlices.Slices.Select(slice => slice with { Found = slice.Found with { Id = text } })] },
            Digests = report.Digests with { Model = text, Holdout = text },
        };
        return SampleChanges.Of(
            SampleChanges.Judged(report) with { Claimed = true, LabelsVisible = true, Proposed = report },
            new JudgedPipeline { Name = text, LabelsVisible = false, Failure = text.ReplaceLineEndings(" ") + "\n" + text.ReplaceLineEndings(" ") + "x" }) with
        { ChangedRules = [text], HeadSha = text, BaseSha = text };
    }

    private static IHtmlDocument Rendered(PullRequestReport report) =>
        new HtmlParser().ParseDocument(Markdown.ToHtml(CommentText.Write(report), GitHub));

    private static string Skeleton(IHtmlDocument page) =>
        string.Join(' ', page.All.Where(element => element.LocalName != "span").Select(element => $"{element.Ancestors<IElement>().Count()}{element.LocalName}"));

    private static string Visible(IHtmlDocument page) => page.DocumentElement.TextContent.Replace("\u200B", "", StringComparison.Ordinal);

    // What GitHub links, or makes a picture of, in text that is already rendered.
    [GeneratedRegex(@"@[a-z0-9]|#\d|\bGH-\d|\bCVE-\d|\bGHSA-\w|\b[A-Z]+-\d|\b[0-9a-f]{7,40}\b|(https?|ftp)://|www\.|:[\w+-]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    // Directions, zero-width characters and controls; joiners stand between letters that they shape.
    [GeneratedRegex(@"[\u202A-\u202E\u2066-\u2069\u200E\u200F\u2060-\u2064\uFEFF\u115F\u3164]|[\0-\x08\x0B-\x1F]|[\x00-\u02FF][\u200C\u200D\u00AD]")]
    private static partial Regex Unseen();
}
