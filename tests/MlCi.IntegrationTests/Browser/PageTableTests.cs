using Microsoft.Playwright;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Browser;

/// <summary>Tables that sort and filter, by mouse and by keyboard.</summary>
public sealed class PageTableTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    // As many rows as they have letters, from one on: 9 before 10 only where numbers are numbers.
    private static readonly string Page = SamplePages.Write(SamplePages.WithSlices(30, i => $"group={i}", Gates.GateVerdict.Passed));

    [Fact]
    public async Task Columns_Sort_UpAndDown_NumbersAsNumbers()
    {
        await using OpenPage open = await chromium.Open(Page);
        ILocator header = open.Page.Locator("#gates th", new PageLocatorOptions { HasText = "Rows of" });
        Assert.Null(await header.GetAttributeAsync("aria-sort"));

        await header.GetByRole(AriaRole.Button).ClickAsync();

        Assert.Equal("ascending", await header.GetAttributeAsync("aria-sort"));
        string[] names = await Names(open);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"group={i}"), names.Where(name => name.StartsWith("group=", StringComparison.Ordinal)));

        await header.GetByRole(AriaRole.Button).ClickAsync();

        Assert.Equal("descending", await header.GetAttributeAsync("aria-sort"));
        Assert.Equal(names.Reverse(), await Names(open));
        Assert.Equal(1, await open.Page.Locator("#gates [aria-sort]").CountAsync());
    }

    [Fact]
    public async Task CellsWithoutANumber_ComeLast_WhicheverWay()
    {
        await using OpenPage open = await chromium.Open(Page);
        ILocator button = open.Page.Locator("#gates").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Adjusted p" });

        for (int way = 0; way < 2; way++)
        {
            await button.ClickAsync();

            string[] cells = await open.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#gates tbody')].find(body => body.rows.length > 30).querySelectorAll('tr:not(.g) td:last-child').values().map(cell => cell.textContent).toArray()");
            Assert.Contains(cells, cell => cell.Length > 0);
            Assert.Equal(cells.OrderBy(cell => cell.Length == 0), cells);
        }
    }

    [Fact]
    public async Task Filter_LeavesRowsWithEveryWord_AndSaysHowMany()
    {
        await using OpenPage open = await chromium.Open(Page);
        int here = (await Names(open)).Length;
        int all = await open.Page.Locator("#gates tbody tr:not(.g)").CountAsync();

        await open.Page.Locator("#gates").GetByLabel("Filter").FillAsync("ACCURACY group=1");

        Assert.Equal(["group=1", .. Enumerable.Range(10, 10).Select(i => $"group={i}")], (await Names(open)).Order(StringComparer.Ordinal));
        Assert.Equal($"11 of {all} rows", await open.Page.Locator("#gates output").TextContentAsync());

        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal(here, (await Names(open)).Length);
    }

    [Fact]
    public async Task Keyboard_ReachesAndWorksEverything_AndShowsWhereItIs()
    {
        await using OpenPage open = await chromium.Open(Page);
        // What is folded holds buttons, too.
        await open.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        int reachable = await open.Page.EvaluateAsync<int>("document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]').length");
        var reached = new List<string>();
        for (int i = 0; i < reachable; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            // What has the focus, as its place among all elements; with its outline, that must be seen.
            reached.Add(await open.Page.EvaluateAsync<string>("""
                (() => {
                  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
                  const isSeen = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none" && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
                  const order = [...document.querySelectorAll("*")].indexOf(at).toString().padStart(6, "0");
                  return `${order} ${isSeen ? "seen" : "unseen"} ${at.tagName}`;
                })()
                """));
        }

        Assert.Equal(reachable, reached.Distinct().Count());
        Assert.Equal(reached.Order(StringComparer.Ordinal), reached);
        Assert.DoesNotContain(reached, one => one.Contains("unseen", StringComparison.Ordinal));

        ILocator sorted = open.Page.Locator("#gates th", new PageLocatorOptions { HasText = "Limit" });
        await sorted.GetByRole(AriaRole.Button).FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("ascending", await sorted.GetAttributeAsync("aria-sort"));
        Assert.True(await sorted.GetByRole(AriaRole.Button).EvaluateAsync<bool>("button => button === document.activeElement"));

        ILocator folded = open.Page.Locator("details").First;
        await folded.Locator("summary").FocusAsync();
        foreach (bool isOpen in new[] { false, true })
        {
            await open.Page.Keyboard.PressAsync("Space");
            Assert.Equal(isOpen, await folded.EvaluateAsync<bool>("details => details.open"));
            Assert.Equal(isOpen, await folded.Locator("table").IsVisibleAsync());
        }

        Assert.Empty(open.Events);
    }

    private static async Task<string[]> Names(OpenPage open) => await open.Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('#gates tbody')].find(body => body.rows.length > 30).querySelectorAll('tr:not(.g) th').values().filter(cell => cell.checkVisibility()).map(cell => cell.textContent).toArray()");
}
