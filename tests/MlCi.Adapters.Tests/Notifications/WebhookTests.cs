using MlCi.Adapters.Notifications;
using MlCi.Adapters.Registry.Remote;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Notifications;

public sealed class WebhookTests : IDisposable
{
    private const string Secret = WebhookServer.Secret;
    private static readonly NotedEvent Promoted = new(NotedKind.Promoted, "telco-churn") { Model = "1.2.0", Alias = "production", By = "ada", Details = new Uri("https://example.com/runs/1?a=1&b=2") };
    private readonly WebhookServer chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public void Event_IsTold()
    {
        Assert.Null(Tell(Promoted));
        Assert.Equal("telco-churn: promoted 1.2.0 to production by ada <https://example.com/runs/1?a=1&amp;b=2|details>", Assert.Single(chat.Taken));
    }

    [Fact]
    public void Several_AreOneMessage_OfALineEach()
    {
        using Webhook webhook = new(name => name == Webhook.Variable ? chat.Address : null, CancellationToken.None);

        Assert.Null(webhook.Tell([.. Enumerable.Range(1, 52).Select(i => new NotedEvent(NotedKind.GateFailed, $"p{i}") { Reason = "worse" })]));

        string[] lines = Assert.Single(chat.Taken).Split('\n');
        Assert.Equal((51, "p1: gate failed on the default branch: worse", "and 2 more"), (lines.Length, lines[0], lines[^1]));
        Assert.Null(webhook.Tell([]));
        Assert.Single(chat.Taken);
    }

    [Theory]
    [InlineData("Registered", "telco-churn: registered 1.2.0")]
    [InlineData("RolledBack", "telco-churn: rolled back production to 1.2.0: worse")]
    [InlineData("GateFailed", "telco-churn: gate failed on the default branch: worse")]
    public void EachKind_HasItsWords(string kind, string text) => Assert.Equal(text, WebhookText.Of(new NotedEvent(Enum.Parse<NotedKind>(kind), "telco-churn")
    {
        Model = kind == "GateFailed" ? null : "1.2.0",
        Alias = kind == "RolledBack" ? "production" : null,
        Reason = kind == "Registered" ? null : "worse",
    }));

    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@\u200BU1&gt;")]
    [InlineData("@here *bold* `code`", "@\u200Bhere *\u200Bbold*\u200B `\u200Bcode`\u200B")]
    [InlineData("https://evil.example|x", "https:\u200B//evil.example|x")]
    [InlineData("two\nlines\u202E", "two lines\uFFFD")]
    public void NamesFromData_AreShownAsTheyAre(string name, string shown) => Assert.StartsWith($"{shown}: registered", WebhookText.Of(new NotedEvent(NotedKind.Registered, name)), StringComparison.Ordinal);

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void PassingFailure_IsTriedAgain(int status)
    {
        chat.Answers.Enqueue(status);

        Assert.Null(Tell(Promoted));
        Assert.Equal(2, chat.Taken.Count);
    }

    [Fact]
    public void LastingFailure_IsAWarningThatKeepsTheSecret()
    {
        for (int i = 0; i < 3; i++)
            chat.Answers.Enqueue(500);

        Assert.Equal("MLCI_WEBHOOK_URL: found 500 InternalServerError, expected a webhook that takes messages; that telco-churn was promoted was not told", Tell(Promoted));
        Assert.Equal(3, chat.Taken.Count);
    }

    [Fact]
    public void Refusal_IsNotTriedAgain()
    {
        chat.Answers.Enqueue(404);

        Assert.Contains("found 404 NotFound", Tell(Promoted), StringComparison.Ordinal);
        Assert.Single(chat.Taken);
    }

    [Fact]
    public void NobodyThere_IsAWarning()
    {
        chat.Dispose();

        string? warning = Tell(Promoted);

        Assert.Contains("found no answer (ConnectionError)", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("hook")]
    public void AddressThatIsNoneOrReadable_IsAWarning(string wrong) => Assert.Contains("found no address over https", Tell(Promoted, wrong), StringComparison.Ordinal);

    [Fact]
    public void NoWebhook_IsSilent()
    {
        Assert.Null(Tell(Promoted, ""));
        Assert.Empty(chat.Taken);
    }

    private string? Tell(NotedEvent noted, string? to = null)
    {
        using Webhook webhook = new(name => name == Webhook.Variable ? to ?? chat.Address : null, CancellationToken.None, new RegistryPatience { Tries = 3, FirstPause = TimeSpan.FromMilliseconds(1) });
        return webhook.Tell(noted);
    }
}
