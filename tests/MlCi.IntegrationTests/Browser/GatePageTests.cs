using Microsoft.Playwright;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Browser;

/// <summary>gate.html in a real browser: it asks for nothing, says what it shows, and can be read on any screen and on paper.</summary>
public sealed class GatePageTests(ChromiumFixture chromium, GatedPages pages) : IClassFixture<ChromiumFixture>, IClassFixture<GatedPages>
{
    private const int Telephone = 400;

    public static TheoryData<string> Pages => [.. GatedPages.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_SaysWhatItShows_AndAsksForNothing(string name)
    {
        await using OpenPage open = await chromium.Open(pages[name]);

        Assert.Empty(await open.Faults("structure.js"));
        Assert.Empty(open.Events);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_CanBeRead_InLightAndDark(string name)
    {
        foreach (bool isDark in new[] { false, true })
        {
            await using OpenPage open = await chromium.Open(pages[name], isDark: isDark);

            Assert.Equal(isDark ? "rgb(15, 20, 25)" : "rgb(255, 255, 255)", await open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
            Assert.Empty(await open.Faults("contrast.js"));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_FitsATelephone(string name)
    {
        await using OpenPage open = await chromium.Open(pages[name], Telephone);

        Assert.Empty(await open.Faults("narrow.js"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task PrintedPage_ShowsAll(string name)
    {
        await using OpenPage open = await chromium.Open(pages[name], isDark: true);

        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Empty(await open.Faults("printed.js"));
    }

    [Fact]
    public async Task HostileNames_RunNothing_AndStayText()
    {
        await using OpenPage open = await chromium.Open(pages["hostile names"]);

        await open.Page.GetByText(GatedPages.Hostile).First.HoverAsync();

        Assert.Equal(1, await open.Page.Locator("script").CountAsync());
        Assert.Equal(0, await open.Page.Locator("img, iframe, object, form").CountAsync());
        Assert.Empty(open.Events);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(Telephone)]
    public async Task Rows_StayRowsOfATable_ForAScreenReader(int width)
    {
        await using OpenPage open = await chromium.Open(pages["passed"], width);
        ICDPSession session = await open.Page.Context.NewCDPSessionAsync(open.Page);

        string tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetRawText();

        Assert.Contains("\"value\":\"table\"", tree, StringComparison.Ordinal);
        int rows = await open.Page.EvaluateAsync<int>("[...document.querySelectorAll('main > section > div tr')].filter(row => row.checkVisibility()).length");
        Assert.InRange(tree.Split("\"value\":\"row\"").Length - 1, rows, int.MaxValue);
    }

    [Fact]
    public async Task FiveHundredSlices_AreOneSmallFile_ThatSorts()
    {
        string html = SamplePages.Write(SamplePages.WithSlices(500, i => $"payment_method=Bank transfer {i} (automatic)", Gates.GateVerdict.Failed));
        await using OpenPage open = await chromium.Open(html);

        await open.Page.Locator("#gates").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Value and interval" }).ClickAsync();

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 100_000, 500_000);
        double[] values = await open.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('#gates tbody')].at(0).querySelectorAll('.v').values().map(cell => parseFloat(cell.textContent)).toArray()");
        Assert.True(values.Length >= 500, $"{values.Length} values");
        Assert.Equal(values.Order(), values);
        Assert.Empty(open.Events);
    }
}
