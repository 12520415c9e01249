using Microsoft.Playwright;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Browser;

/// <summary>A page in a browser, and all that it said, asked for and tripped over.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IBrowserContext context;
    private readonly List<string> events = [];

    private OpenPage(IBrowserContext context) => this.context = context;

    /// <summary>The page.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>Requests but for the page's own, what the console printed, scripts that failed, boxes that opened.</summary>
    public IReadOnlyList<string> Events => events;

    /// <summary>Writes a page to a file and opens that.</summary>
    internal static async Task<OpenPage> Of(IBrowserContext context, string html)
    {
        var open = new OpenPage(context);
        open.folder.Write("gate.html", html);
        string address = new Uri(open.folder.Path("gate.html")).AbsoluteUri;
        open.Page = await context.NewPageAsync();
        open.Page.Console += (_, message) => open.events.Add($"console: {message.Text}");
        open.Page.PageError += (_, error) => open.events.Add($"error: {error}");
        open.Page.Request += (_, request) => open.Note(request.Url == address ? null : $"request: {request.Url}");
        open.Page.Dialog += async (_, dialog) =>
        {
            open.events.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        await open.Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return open;
    }

    /// <summary>Runs a check, a file beside this one that holds one function, in the page.</summary>
    /// <param name="check">The file's name.</param>
    /// <returns>The faults that it found, each with its place.</returns>
    public async Task<string[]> Faults(string check) =>
        await Page.EvaluateAsync<string[]>(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Browser", check)));

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        folder.Dispose();
    }

    private void Note(string? what)
    {
        if (what is not null)
            events.Add(what);
    }
}
