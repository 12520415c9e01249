using Microsoft.Playwright;

namespace MlCi.IntegrationTests.Browser;

/// <summary>Debian's Chromium without a window, started once for a class of tests; it is asked for by name where it is missing.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Executable), $"{Executable} is missing: the tests of gate.html need Debian's chromium (apt-get install chromium)");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a page from a file, in a browser that knows nothing of other pages.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="isDark">Whether dark pages are asked for.</param>
    public async Task<OpenPage> Open(string html, int width = 1280, bool isDark = false)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        return await OpenPage.Of(context, html);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
