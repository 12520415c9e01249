using System.Runtime.CompilerServices;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports.Html;

public sealed class HtmlReportTests
{
    public static TheoryData<string> Reports => [.. SamplePages.Reports.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Page_IsWellFormed_WithTheVerdictFirst(string name)
    {
        GateReport report = SamplePages.Reports[name];
        IHtmlDocument page = ParsedPage.Read(SamplePages.Write(report));

        IElement first = page.QuerySelector("h1, h2, h3, p, table, li")!;
        Assert.Equal("H1", first.TagName);
        // The sign before it says what the word says.
        Assert.Equal(Shown(Headline.Of(report)), first.TextContent.Trim().TrimStart('✓', '✗').Trim());
        Assert.Equal(report.Passed ? "ok" : "bad", page.QuerySelector("header")!.ClassName);
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.Contains(link.GetAttribute("href")!.TrimStart('#'), ids));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Page_ReachesOutForNothing(string name)
    {
        string html = SamplePages.Write(SamplePages.Reports[name]);
        IHtmlDocument page = ParsedPage.Read(html);

        Assert.All(
            page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name is "src" or "href" or "action" or "srcset" or "data" or "xlink:href" or "poster"),
            attribute => Assert.True(attribute.Value.StartsWith('#') || attribute.Value == "data:,", attribute.Value));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        string policy = page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void EveryDrawing_HasWords_OrStandsBesideThem(string name)
    {
        IHtmlDocument page = ParsedPage.Read(SamplePages.Write(SamplePages.Reports[name]));

        Assert.All(page.QuerySelectorAll("svg"), svg =>
        {
            if (svg.GetAttribute("aria-hidden") == "true")
            {
                Assert.NotEqual("", svg.ParentElement!.ParentElement!.TextContent.Trim());
                return;
            }

            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.All(svg.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEqual("", page.GetElementById(id)!.TextContent));
        });
        Assert.All(page.QuerySelectorAll("th"), header => Assert.NotNull(header.GetAttribute("scope")));
        Assert.All(page.QuerySelectorAll("[tabindex='0']"), region => Assert.NotEqual("", region.GetAttribute("aria-label")!));
        Assert.All(page.QuerySelectorAll("figure svg.p"), svg => Assert.NotNull(svg.ParentElement!.QuerySelector("details table tbody td")));
    }

    [Fact]
    public void Rows_OfEveryGate_AreThere_WithTheirNumbers()
    {
        GateReport report = SampleReports.InconclusiveThatWarns;
        IHtmlDocument page = ParsedPage.Read(SamplePages.Write(report));

        Assert.Equal(report.Gates.Count, page.QuerySelectorAll("#gates tbody tr:not(.g), #champion tbody tr:not(.g)").Length);
        Assert.All(report.Gates.Select(ReportRow.Of), row => Assert.Contains(
            page.QuerySelectorAll("#gates tbody tr, #champion tbody tr"), found => found.TextContent.Contains(row.Value, StringComparison.Ordinal)));
        // Estimate, interval, limit and champion are drawn.
        Assert.NotEmpty(page.QuerySelectorAll("#gates td.d .e, #gates td.d .i"));
        Assert.NotEmpty(page.QuerySelectorAll("#gates td.d .c"));
        Assert.NotEmpty(page.QuerySelectorAll("#curves path.before"));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void EveryReason_SaysWhatToDoNext(string name)
    {
        GateReport report = SamplePages.Reports[name];
        IHtmlDocument page = ParsedPage.Read(SamplePages.Write(report));

        Assert.Equal(!report.Passed, page.QuerySelector("#why > ul > li .m.bad") is not null);
        Assert.All(page.QuerySelectorAll("#why > ul > li:has(strong)"), reason => Assert.Matches("Next: .+", reason.QuerySelector("p")!.TextContent));
        Assert.All(page.QuerySelectorAll("#why > ul > li:has(.warn):has(strong)"), reason => Assert.StartsWith("It does not block. Next: ", reason.QuerySelector("p")!.TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(SampleReports.FailedOnOneSlice), "gates")]
    [InlineData(nameof(SampleReports.WorseThanChampion), "champion")]
    [InlineData(nameof(SampleReports.InconclusiveThatWarns), "champion")]
    public void TableThatBlocks_StandsFirst_ElseWhatChanged(string name, string first) =>
        Assert.Equal(first, ParsedPage.Read(SamplePages.Write(SamplePages.Reports[name])).QuerySelectorAll("main > section")[1].Id);

    [Fact]
    public void HostileNames_StayText()
    {
        string html = SamplePages.Write(SampleReports.HostileNames);
        IHtmlDocument page = ParsedPage.Read(html);

        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("img, iframe, object, embed, form, base, link:not([rel=icon])"));
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u001b', html);
        Assert.DoesNotContain('\0', html);
        Assert.Contains("a|b <script>alert(1)</script> @octocat", page.QuerySelector("#gates")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</style><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("]]>--><!--\u202Eabc\u2066\r\n\t&#60;b&gt;\uD800")]
    public void AnyText_FromData_IsShownAsItIs(string text)
    {
        GateReport report = SampleReports.FailedOnOneSlice;
        report = GateReportBuilder.Decide(report with
        {
            Pipeline = text,
            Commit = text,
            Champion = text,
            Gates = [.. report.Gates.Select(gate => gate with { Id = text, Metric = text, Slice = text, Reason = text })],
            Stages = [.. report.Stages.Select(stage => stage with { Reason = text, Why = text })],
            Packages = [new PackageUse(text, text, Available: false, text, text)],
        });

        IHtmlDocument page = ParsedPage.Read(SamplePages.Write(report));

        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(Shown(text).Trim(), page.QuerySelector("#gates tbody tr:not(.g) th")!.TextContent.Trim());
    }

    [Theory]
    [InlineData(GateVerdict.Passed)]
    [InlineData(GateVerdict.Failed)]
    [InlineData(GateVerdict.NotEvaluated)]
    public void FiveHundredSlices_TakeLessThan500KB(GateVerdict verdict) => Assert.InRange(
        Encoding.UTF8.GetByteCount(SamplePages.Write(SamplePages.WithSlices(500, i => $"payment_method=Bank transfer {i} (automatic)", verdict))), 100_000, 500_000);

    [Fact]
    public void EndlessNames_AreCut()
    {
        string html = SamplePages.Write(SamplePages.WithSlices(500, i => $"column={i}" + new string('ш', 10_000), GateVerdict.Failed));

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 100_000, 700_000);
        Assert.Equal(500, ParsedPage.Read(html).QuerySelectorAll("#gates tbody th[scope=row]").Count(cell => cell.TextContent.EndsWith("ш…", StringComparison.Ordinal)));
    }

    [Fact]
    public void SameReport_IsTheSamePage() =>
        Assert.Equal(SamplePages.Write(SampleReports.WorstSlicesConfirmed), SamplePages.Write(SampleReports.WorstSlicesConfirmed));

    [Fact]
    public Task CrashedTrainer() => Verify(SampleReports.CrashedTrainer);

    [Fact]
    public Task InconclusiveThatWarns() => Verify(SampleReports.InconclusiveThatWarns);

    // Without style and script, which are files of their own.
    private static Task Verify(GateReport report, [CallerMemberName] string method = "")
    {
        string html = SamplePages.Write(report);
        string body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("<script>", StringComparison.Ordinal)];
        return Snapshot.Verify(body.Replace("><", ">\n<", StringComparison.Ordinal), "html", method: method);
    }

    // As the page shows it: on one line, nothing that moves or reorders.
    private static string Shown(string text) => InertText.Of(text).Replace('\uD800', '\uFFFD');
}
