using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci data pull</c> from a source: a real web server that breaks off, and files.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DataSourceTests : IDisposable
{
    private const string File = "data/train.csv";
    private readonly TemporaryFolder folder = new();
    private readonly byte[] rows = [.. Enumerable.Range(0, 600_000).Select(at => (byte)(at * 31 % 251))];
    private readonly FlakyServer server;

    public DataSourceTests()
    {
        server = new FlakyServer(rows);
        Point(server.Address);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private void Point(string source, byte[]? expected = null) => folder.Write(
        $"{File}.mlci", $"version: 1\ndigest: {Digest.OfBytes(expected ?? rows)}\nsize: {(expected ?? rows).Length}\nsource: \"{source}\"\n");

    private (int ExitCode, string Output, string Errors) Data(params string[] line)
    {
        (int code, string output, string errors) = MlciRun.Run(["data", line[0], "--root", folder.Root, .. line[1..]]);
        // Whatever happens, what may be a signature or a password is never printed.
        Assert.DoesNotContain("secret", output + errors, StringComparison.Ordinal);
        return (code, output, errors);
    }

    private string Part => folder.Path(".mlci", "data", "sha256", Digest.OfBytes(rows)["sha256:".Length..] + ".part");

    private string Place => folder.Path("data", "train.csv");

    private void AssertInPlace() => Assert.Equal(rows, System.IO.File.ReadAllBytes(Place));

    private void AssertNothingIsThere()
    {
        Assert.False(System.IO.File.Exists(Place));
        Assert.False(System.IO.File.Exists(Part));
        Assert.DoesNotContain(Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void BrokenDownload_IsContinuedWhereItBroke_AndVerified()
    {
        server.BreaksAfter.Enqueue(250_000);
        server.BreaksAfter.Enqueue(100_000);

        (int code, string output, string errors) = Data("pull");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        AssertInPlace();
        Assert.Equal([0, 250_000, 350_000], server.Offsets);
        Assert.Contains("pulled data/train.csv, 585.9 KB, from http://127.0.0.1:", output, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Part));
    }

    [Fact]
    public void DownloadOfAnotherRun_IsContinued()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        System.IO.File.WriteAllBytes(Part, rows[..400_000]);

        Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);

        AssertInPlace();
        Assert.Equal([400_000], server.Offsets);
    }

    [Fact]
    public void PartOfOtherData_IsThrownAway_AndAllIsBroughtAnew()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        System.IO.File.WriteAllBytes(Part, new byte[400_000]);

        Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);

        AssertInPlace();
        Assert.Equal([400_000, 0], server.Offsets);
    }

    [Fact]
    public void WholePart_NeedsNoServer()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        System.IO.File.WriteAllBytes(Part, rows);

        Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);

        AssertInPlace();
        Assert.Empty(server.Offsets);
    }

    [Fact]
    public void ServerWithoutRanges_GivesAllAgain()
    {
        server.IgnoresRanges = true;
        server.BreaksAfter.Enqueue(250_000);

        Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);

        AssertInPlace();
        Assert.Equal([0, 250_000], server.Offsets);
    }

    [Fact]
    public void BusyServer_IsAskedAgain()
    {
        server.Refuses.Enqueue("503 Service Unavailable");
        server.Refuses.Enqueue("429 Too Many Requests\r\nRetry-After: 0");

        Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);

        AssertInPlace();
    }

    [Fact]
    public void WrongDigest_IsRefused_AndNothingIsLeft()
    {
        byte[] others = [.. rows];
        others[599_999]++;
        server.Content = others;

        (int code, string output, string errors) = Data("pull");

        Assert.Equal(ExitCodes.OutOfReach, code);
        Assert.DoesNotContain("pulled", output, StringComparison.Ordinal);
        Assert.Contains($"found data of digest {Digest.OfBytes(others)}, expected {Digest.OfBytes(rows)} as the pointer says; nothing was kept", errors, StringComparison.Ordinal);
        AssertNothingIsThere();
    }

    [Theory]
    [InlineData(599_000, "found 599,000 bytes, expected 600,000 bytes as the pointer says; nothing was kept")]
    [InlineData(700_000, "found 700,000 bytes, expected 600,000 bytes as the pointer says; nothing was kept")]
    public void WrongSize_IsRefused_BeforeItIsBrought(int size, string fault)
    {
        server.Content = new byte[size];

        (int code, _, string errors) = Data("pull");

        Assert.Equal(ExitCodes.OutOfReach, code);
        Assert.Contains(fault, errors, StringComparison.Ordinal);
        AssertNothingIsThere();
    }

    [Theory]
    [InlineData("404 Not Found", "found HTTP 404 (Not Found), expected 200")]
    [InlineData("403 Forbidden", "found HTTP 403 (Forbidden), expected 200; a login of 127.0.0.1 is read from ~/.netrc (or the file that NETRC names), and sent over https only")]
    public void Refusal_IsToldAtOnce(string status, string fault)
    {
        server.Refuses.Enqueue(status);

        (int code, _, string errors) = Data("pull");

        Assert.Equal(ExitCodes.OutOfReach, code);
        Assert.Contains(fault, errors, StringComparison.Ordinal);
        Assert.Single(server.Offsets);
    }

    [Fact]
    public void Login_ComesFromNetrc_OfItsHostOnly()
    {
        string? before = Environment.GetEnvironmentVariable("NETRC");
        try
        {
            Environment.SetEnvironmentVariable("NETRC", folder.Write("logins", "machine elsewhere login a password b\n# comment\nmachine 127.0.0.1\n  login me\n  password secret\ndefault login c password d\n"));
            Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);
            Environment.SetEnvironmentVariable("NETRC", folder.Write("logins", "machine elsewhere login a password b\ndefault login c password d\n"));
            System.IO.File.Delete(Place);
            Directory.Delete(folder.Path(".mlci"), recursive: true);
            Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NETRC", before);
        }

        Assert.Equal(["Basic " + Convert.ToBase64String("me:secret"u8), ""], server.Logins);
    }

    [Fact]
    public void NobodyThere_IsOutOfReach_AndWhatCameIsKept()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Part)!);
        System.IO.File.WriteAllBytes(Part, rows[..1000]);
        server.Stop();

        (int code, _, string errors) = Data("pull");

        Assert.Equal(ExitCodes.OutOfReach, code);
        Assert.Contains("expected the rest after 1,000 bytes, which are kept: the same command continues", errors, StringComparison.Ordinal);
        Assert.Equal(1000, new FileInfo(Part).Length);
        Assert.False(System.IO.File.Exists(Place));
    }

    [Fact]
    public void Add_OfAnAddress_BringsTheFile()
    {
        server.BreaksAfter.Enqueue(250_000);

        (int code, _, string errors) = Data("add", "new/train.csv", "--url", server.Address.Replace("secret", "x", StringComparison.Ordinal));

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Equal(rows, System.IO.File.ReadAllBytes(folder.Path("new", "train.csv")));
        Assert.Contains($"digest: {Digest.OfBytes(rows)}", System.IO.File.ReadAllText(folder.Path("new", "train.csv.mlci")), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Passed, Data("status", "new", "--pushed").ExitCode);
    }

    [Theory]
    [InlineData("../shared/train.csv")]
    [InlineData("file://ROOT/shared/train.csv")]
    public void File_IsASource(string source)
    {
        Directory.CreateDirectory(folder.Path("shared"));
        System.IO.File.WriteAllBytes(folder.Path("shared", "train.csv"), rows);
        Point(source.Replace("ROOT", folder.Root, StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Passed, Data("pull").ExitCode);

        AssertInPlace();
    }

    [Fact]
    public void FileThatIsNot_IsNamed()
    {
        Point("../shared/train.csv");

        (int code, _, string errors) = Data("pull");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains($"error found no file '{folder.Path("shared", "train.csv")}', which is the source, expected it", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void OthersArePulled_WhateverIsWrongWithOne()
    {
        folder.Write("shared/b.csv", "b");
        folder.Write("data/b.csv.mlci", $"version: 1\ndigest: {Digest.OfText("b")}\nsize: 1\nsource: ../shared/b.csv\n");
        folder.Write("data/a.csv.mlci", $"version: 1\ndigest: {Digest.OfText("a")}\nsize: 1\nsource: oci://ghcr.io/data\n");

        (int code, string output, string errors) = Data("pull");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("pulled data/b.csv", output, StringComparison.Ordinal);
        Assert.Contains("pulled data/train.csv", output, StringComparison.Ordinal);
        Assert.Contains("error data/a.csv: found oci://ghcr.io, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-' as source, expected oci://host/namespace/repository", errors, StringComparison.Ordinal);
    }
}
