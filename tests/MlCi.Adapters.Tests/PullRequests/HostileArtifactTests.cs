using System.Buffers.Binary;
using System.Text;
using MlCi.Adapters.PullRequests;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>What a pull request's job uploads is unpacked so far as it is harmless, and refused by name where it is an attack.</summary>
public sealed class HostileArtifactTests : IDisposable
{
    private const int Link = unchecked((int)0xA1FF0000), Pipe = 0x11A40000, Regular = unchecked((int)0x81A40000);
    private static readonly ArtifactLimits Small = new() { Packed = 1 << 20, Directory = 1 << 12, Entries = 20, Unpacked = 1 << 20, Json = 1 << 16, Predictions = 1 << 19 };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File => folder.Path("upload.zip");

    private UploadedZip Zip() => new(File);

    private byte[]? Read(string name, long most = 1 << 16)
    {
        using var artifact = new HostileArtifact([File], Small);
        return artifact.Read("tiny", name, most);
    }

    private void AssertRefused(params string[] messages)
    {
        FaultException refused = Assert.Throws<FaultException>(() => Read("gate.json"));
        Assert.Equal(ExitCodes.Negative, refused.ExitCode);
        Assert.All(messages, message => Assert.Contains(message, refused.Message, StringComparison.Ordinal));
        // Nothing was left anywhere.
        Assert.Equal([File], Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData("gate.json")]
    [InlineData("disturbed/0123456789ab.csv")]
    public void FileOfAPipeline_IsRead_WithAndWithoutTheFolderOfArtifacts(string name)
    {
        foreach (string prefix in new[] { "", "artifacts/" })
        {
            Zip().With($"{prefix}tiny/{name}", "here", Regular).With($"{prefix}tiny/model/weights.bin", "not asked for").With("other.txt", "").Write();

            Assert.Equal("here", Encoding.UTF8.GetString(Read(name)!));
            Assert.Null(Read("predictions.csv"));
        }
    }

    [Theory]
    [InlineData("tiny/../../outside.txt", "found entry 'tiny/../../outside.txt', which leads out of its folder, expected <pipeline>/<file>")]
    [InlineData("../gate.json", "leads out of its folder")]
    [InlineData("/etc/cron.d/evil", "found entry '/etc/cron.d/evil', which is an absolute path")]
    [InlineData("tiny\\..\\..\\outside.txt", "holds a backslash")]
    [InlineData("C:/windows/evil.dll", "begins with a drive's letter")]
    [InlineData("tiny//gate.json", "has a part that is no name")]
    [InlineData("tiny/./gate.json", "has a part that is no name")]
    [InlineData("tiny/a\u001b[2Jb", "holds a control character")]
    public void NameThatIsAnAttack_IsRefused(string name, string message)
    {
        Zip().With("tiny/gate.json", "{}").With(name, "x").Write();

        AssertRefused(message);
    }

    [Fact]
    public void EveryAttack_IsNamed_UpToFive_AndNoNameMovesACursor()
    {
        Zip().With("../1", "").With("../2", "").With("../\u001b]0;owned\u0007", "").With("../4", "").With("../5", "").With("../6", "").Write();

        AssertRefused("'../1'", "'../2'", "'../5'", "and 1 more");
        FaultException refused = Assert.Throws<FaultException>(() => Read("gate.json"));
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Theory]
    [InlineData(Link, "which is a symbolic link, expected a file")]
    [InlineData(0x400, "which is a symbolic link, expected a file")]
    [InlineData(Pipe, "which is a device, a pipe or a socket, expected a file")]
    public void WhatIsNoFile_IsRefused(int attributes, string message)
    {
        Zip().With("tiny/predictions.csv", "/etc/passwd", attributes).Write();

        AssertRefused($"found entry 'tiny/predictions.csv', {message}");
    }

    [Theory]
    [InlineData("tiny/gate.json")]
    [InlineData("artifacts/tiny/gate.json")]
    public void FileThatIsThereTwice_IsRefused(string second)
    {
        Zip().With("tiny/gate.json", "{\"verdict\":\"failed\"}").With(second, "{\"verdict\":\"passed\"}").Write();

        AssertRefused("'tiny/gate.json' a second time, expected each");
    }

    [Fact]
    public void FileThatIsInTwoZips_IsRefused()
    {
        string first = new UploadedZip(folder.Path("a.zip")).With("tiny/gate.json", "1").Write();
        string second = new UploadedZip(folder.Path("b.zip")).With("tiny/gate.json", "2").With("other/gate.json", "3").Write();

        Assert.Contains("b.zip: found 'tiny/gate.json' a second time", Assert.Throws<FaultException>(() => new HostileArtifact([first, second], Small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeFile_IsRefusedByItsSize_BeforeItIsRead()
    {
        // Sparse: it takes no room on the disk.
        using (FileStream sparse = System.IO.File.Create(File))
            sparse.SetLength(1L << 30);

        AssertRefused("upload.zip: found 1.00 GB, expected at most 1.0 MB");
        Assert.Contains("expected at most 256.0 MB", Assert.Throws<FaultException>(() => new HostileArtifact([File], new ArtifactLimits())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bomb_IsNotUnpackedBeyondTheLimit()
    {
        UploadedZip.Bomb(File, "tiny/gate.json", megabytes: 8);

        FaultException refused = Assert.Throws<FaultException>(() => Read("gate.json"));

        Assert.Equal((ExitCodes.Negative, "found more than 64.0 KB in 'tiny/gate.json', expected at most that"), (refused.ExitCode, refused.Message));
        Assert.Null(Read("predictions.csv"));
    }

    [Fact]
    public void ManyFiles_AreCountedTogether()
    {
        UploadedZip zip = Zip();
        for (int i = 0; i < 6; i++)
            zip.With($"tiny/{i}", new byte[200_000]);
        zip.Write();
        using var artifact = new HostileArtifact([File], Small);

        string message = Assert.Throws<FaultException>(() => { for (int i = 0; i < 6; i++) artifact.Read("tiny", $"{i}", 1 << 18); }).Message;

        Assert.Equal("found more than 1.0 MB in the files of the artifact, expected at most that", message);
    }

    [Fact]
    public void HeaderThatLiesAboutTheSize_HelpsNobody()
    {
        UploadedZip.Bomb(File, "tiny/gate.json", megabytes: 1);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        int list = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 6));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(list + 24), 10);
        System.IO.File.WriteAllBytes(File, bytes);

        byte[]? read;
        try
        {
            read = Read("gate.json");
        }
        catch (FaultException refused)
        {
            Assert.Equal(ExitCodes.Negative, refused.ExitCode);
            return;
        }

        Assert.True(read!.Length <= 1 << 16);
    }

    [Fact]
    public void ListOfTooManyEntries_IsRefused_BeforeItIsRead()
    {
        UploadedZip zip = Zip();
        for (int i = 0; i < 21; i++)
            zip.With($"{i}/a", "");
        zip.Write();
        AssertRefused("found 21 entries, expected at most 20");

        zip = Zip();
        for (int i = 0; i < 15; i++)
            zip.With($"{i}/{new string('a', 300)}", "");
        zip.Write();
        AssertRefused("found a list of entries of", "expected at most 4.0 KB");
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("no zip file, whatever its name says, and longer than 22 bytes")]
    public void WhatIsNoZip_IsRefused(string text)
    {
        System.IO.File.WriteAllText(File, text);

        AssertRefused("upload.zip: found ");
    }

    [Fact]
    public void CutOrChangedZip_IsRefused_AndNeverABug()
    {
        Zip().With("tiny/gate.json", string.Join(',', Enumerable.Range(0, 2000))).With("tiny/predictions.csv", "row_id,score\n").Write();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int at = 0; at < whole.Length; at += 1 + (whole.Length / 150))
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0xFF;
            foreach (byte[] bytes in new[] { changed, whole[..at] })
            {
                System.IO.File.WriteAllBytes(File, bytes);
                try
                {
                    Read("gate.json");
                }
                catch (FaultException refused)
                {
                    Assert.Equal(ExitCodes.Negative, refused.ExitCode);
                }
            }
        }
    }

    [Fact]
    public void MissingFile_IsAWrongConfiguration() =>
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => new HostileArtifact([folder.Path("none.zip")], Small)).ExitCode);
}
