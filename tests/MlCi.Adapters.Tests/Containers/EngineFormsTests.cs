using System.Text;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>Addresses, versions, frames and messages of container engines.</summary>
public sealed class EngineFormsTests
{
    private static readonly EngineFaults Faults = new("unix:///s", new SecretTexts(["s3cret-of-ci"]));

    [Theory]
    [InlineData("unix:///run/docker.sock", "unix:///run/docker.sock")]
    [InlineData("tcp://127.0.0.1:2375", "tcp://127.0.0.1:2375")]
    [InlineData("tcp://engine:2375/", "tcp://engine:2375")]
    public void Address_IsRead(string text, string shown)
    {
        Assert.Null(EngineAddress.Parse(text, out EngineAddress? address));
        Assert.Equal(shown, address!.Shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unix://run/docker.sock")]
    [InlineData("ssh://me@host")]
    [InlineData("tcp://host")]
    [InlineData("tcp://host:0")]
    [InlineData("tcp://host:65536")]
    [InlineData("tcp://me:word@host:1")]
    [InlineData("npipe:////./pipe/docker_engine")]
    public void OtherAddress_IsRefusedWithWhatIsExpected(string text)
    {
        Assert.Equal($"found '{text}', expected unix:///PATH or tcp://HOST:PORT", EngineAddress.Parse(text, out EngineAddress? address));
        Assert.Null(address);
    }

    [Fact]
    public void PathLongerThanASocketsMayBe_IsRefused() =>
        Assert.Contains("found a path of 108 bytes, expected 107 at most", EngineAddress.Parse("unix:///" + new string('a', 107), out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.52", "1.44", "1.47")]
    [InlineData("1.40", null, "1.40")]
    public void Version_IsTheNewestThatBothSpeak(string theirs, string? least, string chosen) =>
        Assert.Equal(chosen, ApiVersions.Choose(Version.Parse(theirs), least is null ? null : Version.Parse(least), Faults).ToString());

    [Theory]
    [InlineData("1.39", "1.12", "found an engine of API 1.12 to 1.39, expected one of 1.40 to 1.47")]
    [InlineData("1.60", "1.50", "found an engine of API 1.50 to 1.60, expected one of 1.40 to 1.47")]
    public void EngineOfAnotherTime_IsOutOfReach(string theirs, string least, string message)
    {
        FaultException fault = Assert.Throws<FaultException>(() => ApiVersions.Choose(Version.Parse(theirs), Version.Parse(least), Faults));

        Assert.Equal((ExitCodes.OutOfReach, $"unix:///s: {message}"), (fault.ExitCode, fault.Message));
    }

    [Fact]
    public async Task Frames_ArePutTogetherByStream()
    {
        byte[] bytes = [.. Frame(1, "one\nt"), .. Frame(2, "err\n"), .. Frame(1, "wo\nünd"), .. Frame(2, ""), .. Frame(1, " s3cret-of-ci\rx")];
        var log = new LogLines(10, new SecretTexts(["s3cret-of-ci"]));

        await LogFrames.Read(new MemoryStream(bytes), (stream, part) => log.Add(stream, part.Span), CancellationToken.None);

        Assert.Equal(["one", "err", "two", "ünd *** x"], log.Finish());
    }

    [Fact]
    public async Task LetterThatIsCutInTwo_StaysOne()
    {
        byte[] letter = "ü"u8.ToArray();
        byte[] bytes = [1, 0, 0, 0, 0, 0, 0, 1, letter[0], 1, 0, 0, 0, 0, 0, 0, 1, letter[1]];
        var log = new LogLines(10, new SecretTexts([]));

        await LogFrames.Read(new MemoryStream(bytes), (stream, part) => log.Add(stream, part.Span), CancellationToken.None);

        Assert.Equal(["ü"], log.Finish());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public async Task FrameThatIsCutOff_EndsTheLog(int length)
    {
        var log = new LogLines(10, new SecretTexts([]));

        await LogFrames.Read(new MemoryStream([.. Frame(1, "whole\n"), .. Frame(1, "cut")[..length]]), (stream, part) => log.Add(stream, part.Span), CancellationToken.None);

        Assert.Equal(length == 3 ? ["whole"] : ["whole", "c"], log.Finish());
    }

    [Fact]
    public Task WhatAreNoFrames_IsSaid() => Assert.ThrowsAsync<InvalidDataException>(
        () => LogFrames.Read(new MemoryStream("plain text of a terminal"u8.ToArray()), (_, _) => { }, CancellationToken.None));

    [Fact]
    public async Task FailedBuild_NamesItsStepAndKeepsItsLastLines()
    {
        List<string> lines = [];
        var messages = new WorkMessages(lines.Add, new SecretTexts(["s3cret-of-ci"]));

        await messages.Read(Text("""
            {"stream":"Step 1/2 : FROM scratch"}
            {"stream":"\n"}
            {"stream":"first\n"}
            {"stream":"Step 2/2 : RUN make\n"}
            {"stream":"half "}
            {"stream":"a line s3cret-of-ci\n"}
            {"errorDetail":{"code":2,"message":"make ended with 2."},"error":"make ended with 2."}

            """), CancellationToken.None);

        FaultException fault = messages.Failure("Dockerfile");
        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        Assert.Equal($"Dockerfile, step 2/2 (RUN make): found 'make ended with 2', expected it to succeed; its last output:{Environment.NewLine}half a line ***", fault.Message);
        Assert.Equal(["Step 1/2 : FROM scratch", "first", "Step 2/2 : RUN make", "half a line ***"], lines);
    }

    [Theory]
    [InlineData("""{"stream":"Loaded image ID: sha256:ab\n"}""", "sha256:ab")]
    [InlineData("""{"stream":"Loaded image: name:1\n"}""", "name:1")]
    [InlineData("""{"stream":"Successfully built 0123456789ab\n"}""", "0123456789ab")]
    [InlineData("""{"aux":{"ID":"sha256:cd"}}""", "sha256:cd")]
    [InlineData("""{"stream":"nothing\n"}""", null)]
    public async Task Image_IsReadFromWhatTheEngineTells(string message, string? image)
    {
        var messages = new WorkMessages(_ => { }, new SecretTexts([]));

        await messages.Read(Text(message), CancellationToken.None);

        Assert.Equal((image, null), (messages.Image, messages.Error));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("root", true)]
    [InlineData("0", true)]
    [InlineData("00:5", true)]
    [InlineData("root:app", true)]
    [InlineData("1654", false)]
    [InlineData("app:0", false)]
    [InlineData("100", false)]
    public void Root_IsKnownByNameAndNumber(string user, bool isRoot) => Assert.Equal(isRoot, new EngineImage("sha256:0", user, []).IsRoot);

    private static byte[] Frame(byte stream, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [stream, 0, 0, 0, 0, 0, 0, (byte)bytes.Length, .. bytes];
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
