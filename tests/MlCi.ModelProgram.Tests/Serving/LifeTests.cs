using System.Net;
using System.Net.Sockets;
using System.Text;
using MlCi.Findings;
using MlCi.Modeling.Serving;

namespace MlCi.Modeling.Tests.Serving;

public sealed class LifeTests : ServedModelTest
{
    private const string Row = """{"x": 1, "colour": "red"}""";

    [Fact]
    public async Task Server_IsLiveAtOnce_AndReadyOnceItsModelIsLoaded()
    {
        await Start(isLoaded: false);

        Assert.Equal(HttpStatusCode.OK, (await Get("/v2/health/live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Get("/v2/health/ready")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post("/predict", Row)).Status);
        Load();
        Assert.Equal((HttpStatusCode.OK, """{"ready":true}"""), await Get("/v2/health/ready"));
        Assert.Equal(HttpStatusCode.OK, (await Post("/predict", Row)).Status);
    }

    [Theory]
    [InlineData("""{"x": 101, "colour": "red"}""", "row 0, field 'x': found '101', expected at most 100")]
    [InlineData("[]", "self-check: found no row, expected one at least")]
    public async Task SelfCheckThatFails_IsNeverReady(string row, string message)
    {
        Folder.Write("model/selfcheck.json", row);
        await Start(isLoaded: false);

        FaultException fault = Assert.Throws<FaultException>(() => Load());

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Get("/v2/health/ready")).Status);
    }

    [Fact]
    public async Task ModelThatGivesNoNumberInItsSelfCheck_IsNeverReady()
    {
        await Start(isLoaded: false);

        Assert.Contains("found no finite number", Assert.Throws<FaultException>(() => Load(_ => [double.NaN])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelfCheck_TakesTheRowOfItsFile_ElseOneThatTheContractAdmits()
    {
        List<double> seen = [];
        double[] Keep(Data.Table rows)
        {
            seen.Add(rows.Column("x").Numbers[0]);
            Assert.Equal("red", rows.Column("colour").Text(0));
            return [0.5];
        }

        await Start(Keep);
        Folder.Write("model/selfcheck.json", """[{"x": 77, "colour": "red"}, {"x": 78, "colour": "red"}]""");
        Load(Keep);

        Assert.InRange(seen[0], 0, 100);
        Assert.Equal(77, seen[1]);
    }

    [Fact]
    public async Task Health_TellsWhetherAServerIsReady_OverASocketToo()
    {
        string socket = Folder.Path("s.sock");
        // One that a killed server left behind.
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(socket));
            left.Listen();
            File.Move(socket, socket + "2");
        }

        File.Move(socket + "2", socket);
        await Start(change: options => options with { Urls = $"http://127.0.0.1:0;http://unix:{socket}" }, isLoaded: false);

        await Assert.ThrowsAsync<FaultException>(() => HealthCommand.Run($"http://unix:{socket}"));
        Load();
        await HealthCommand.Run($"http://unix:{socket}");
        if (!OperatingSystem.IsWindows())
            Assert.Equal("666", Convert.ToString((int)File.GetUnixFileMode(socket), 8));
        string url = Server.Urls.First(one => one.StartsWith("http://127", StringComparison.Ordinal));
        await HealthCommand.Run(url.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal));
        await HealthCommand.Run(url.Replace("127.0.0.1", "+", StringComparison.Ordinal));
        await Server.Drain();
        Assert.Equal(ExitCodes.Negative, (await Assert.ThrowsAsync<FaultException>(() => HealthCommand.Run(url))).ExitCode);
        Assert.Equal(ExitCodes.Misconfigured, (await Assert.ThrowsAsync<FaultException>(() => HealthCommand.Run("8080"))).ExitCode);
    }

    [Fact]
    public async Task AddressThatIsTaken_IsAFault()
    {
        await Start();

        FaultException fault = await Assert.ThrowsAsync<FaultException>(() =>
            ModelServer.Start(new ServeOptions(Folder.Path("model"), Server.Urls.First()), new ServeLog(TextWriter.Null, isText: true, TimeProvider.System)));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Contains("cannot listen on", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DrainUnderLoad_LosesNoRequestThatWasAccepted()
    {
        await Start(rows => { Thread.Sleep(5); return [0.5]; });
        byte[] request = Encoding.ASCII.GetBytes($"POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Row.Length}\r\n\r\n{Row}");
        int port = Client.BaseAddress!.Port;
        int answered = 0, lost = 0, refused = 0;
        using var isLoaded = new CountdownEvent(8);
        Task[] clients = [.. Enumerable.Range(0, 8).Select(client => Task.Run(Load))];
        Assert.True(isLoaded.Wait(TimeSpan.FromSeconds(60)));

        Task drain = Server.Drain();
        Assert.False(Server.IsReady);
        await drain;
        await Task.WhenAll(clients);

        Assert.Equal(0, lost);
        Assert.Equal(8, refused);
        Assert.True(answered > 24, $"found {answered}");
        Assert.DoesNotContain("cut off", Log, StringComparison.Ordinal);

        // Sends on and on over one connection, opens another one where it is asked to close, and ends where none is to be had.
        void Load()
        {
            for (int sent = 0; ;)
            {
                using var client = new TcpClient();
                try
                {
                    client.Connect("127.0.0.1", port);
                }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }

                string head;
                do
                {
                    head = Exchange(client);
                    if (head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref answered);
                    }
                    else if (head.Length == 0)
                    {
                        // The system took the connection, the server never did: it had gone.
                        Interlocked.Increment(ref refused);
                        return;
                    }
                    else
                    {
                        Interlocked.Increment(ref lost);
                    }

                    if (++sent == 3)
                        isLoaded.Signal();
                }
                while (!head.Contains("Connection: close", StringComparison.Ordinal));
            }
        }

        string Exchange(TcpClient client)
        {
            bool isNew = client.Available == 0;
            var text = new StringBuilder();
            try
            {
                client.GetStream().Write(request);
                byte[] bytes = new byte[4_096];
                while (!text.ToString().Contains("requestId", StringComparison.Ordinal))
                {
                    int read = client.GetStream().Read(bytes);
                    if (read == 0)
                        break;
                    text.Append(Encoding.ASCII.GetString(bytes, 0, read));
                }
            }
            catch (IOException) when (isNew && text.Length == 0)
            {
                return "";
            }

            return text.ToString();
        }
    }
}
