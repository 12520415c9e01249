using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace MlCi.Modeling.Tests.Serving;

public sealed class LimitTests : ServedModelTest
{
    private const string Row = """{"x": 1, "colour": "red"}""";

    [Fact]
    public async Task MorePredictionsAtATimeThanAllowed_AreSentAway_AndOneThatEndedMakesRoom()
    {
        using var isAsked = new SemaphoreSlim(0);
        using var mayGo = new ManualResetEventSlim(initialState: true);
        await Start(rows => { isAsked.Release(); mayGo.Wait(); return [0.5]; }, options => options with { Concurrency = 1 });
        await isAsked.WaitAsync();
        mayGo.Reset();
        Task<(HttpStatusCode Status, JsonNode Body)> first = Post("/predict", Row);
        await isAsked.WaitAsync();

        using var content = new StringContent(Row, Encoding.UTF8, "application/json");
        using HttpResponseMessage second = await Client.PostAsync(new Uri("/predict", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter!.Delta);

        mayGo.Set();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
        Assert.Equal(HttpStatusCode.OK, (await Post("/predict", Row)).Status);
    }

    [Fact]
    public async Task ModelThatTakesTooLong_IsAnswered503_AndKeepsItsPlaceUntilItEnds()
    {
        using var mayGo = new ManualResetEventSlim(initialState: true);
        await Start(rows => { mayGo.Wait(); return [0.5]; }, options => options with { Concurrency = 1, Timeout = TimeSpan.FromMilliseconds(200) });
        mayGo.Reset();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post("/predict", Row)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Post("/predict", Row)).Status);
        mayGo.Set();
        for (int i = 0; (await Post("/predict", Row)).Status != HttpStatusCode.OK; i++)
            Assert.True(i < 1_000);
    }

    [Fact]
    public async Task BodyThatIsTooLarge_IsRefused_WhetherItsLengthIsToldOrNot()
    {
        await Start(change: options => options with { MaxBody = 2_000 });
        string large = "[" + string.Join(',', Enumerable.Repeat(Row, 200)) + "]";

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post("/predict", large)).Status);
        string chunked = "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + $"{large.Length:x}\r\n{large}\r\n0\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 413 ", await Raw(chunked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"x\":\r\n", "408")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"x\":", "408")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n\"\xff\xfe\xff\"  ", "400")]
    public async Task BodyWithoutEnd_OrOfNoSense_IsRefusedInTime_AndHoldsNothing(string request, string status)
    {
        await Start(change: options => options with { Concurrency = 1, Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.StartsWith($"HTTP/1.1 {status} ", await Raw(request), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Post("/predict", Row)).Status);
    }

    [Fact]
    public async Task FiveHundredBodiesThatWereDamaged_AreAnswered_WithoutAnErrorOfTheServer()
    {
        await Start();

        Dictionary<int, int> statuses = await DamagedBodies.Send(Client, 500);

        Assert.Equal(500, statuses.Values.Sum());
        Assert.All(statuses.Keys, status => Assert.True(status is 200 or 400 or 413 or 415, $"found {status}"));
        Assert.True(statuses[400] > 200);
        Assert.True(statuses[200] > 10);
        Assert.Equal(HttpStatusCode.OK, (await Post("/predict", Row)).Status);
    }

    private async Task<string> Raw(string request)
    {
        using var client = new TcpClient("127.0.0.1", Client.BaseAddress!.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadLineAsync() ?? "";
    }
}
