using System.Diagnostics;
using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Registry;

public sealed class FolderRegistryTests : IDisposable
{
    private readonly SampleModel sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void Content_IsStoredByItsDigest()
    {
        Descriptor descriptor = sample.Registry.PutBlob("text/plain", "hello"u8.ToArray());

        Assert.Equal("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", descriptor.Digest);
        Assert.Equal(5, descriptor.Size);
        Assert.Equal("hello"u8.ToArray(), sample.Registry.ReadBlob(descriptor));
        Assert.Equal("""{"imageLayoutVersion":"1.0.0"}""", File.ReadAllText(Path.Combine(sample.LayoutFolder, "oci-layout")));
        Assert.Equal(
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""",
            File.ReadAllText(Path.Combine(sample.LayoutFolder, "index.json")));
    }

    [Fact]
    public void ContentOfAnotherDigest_IsNotStored()
    {
        sample.Registry.Lock().Dispose();

        var exception = Assert.Throws<FaultException>(() => sample.Registry.PutBlob("text/plain", stream => stream.Write("hell"u8), Digest.OfText("hello")));

        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(sample.LayoutFolder, "blobs", "sha256")));
    }

    [Fact]
    public void WriterThatFails_LeavesNothing()
    {
        sample.Registry.Lock().Dispose();

        Assert.Throws<InvalidOperationException>(() => sample.Registry.PutBlob("text/plain", stream =>
        {
            stream.Write("hel"u8);
            throw new InvalidOperationException();
        }));
        Assert.Empty(Directory.GetFiles(Path.Combine(sample.LayoutFolder, "blobs", "sha256")));
    }

    [Fact]
    public void ContentThatIsThere_IsNotWrittenAgain_ButCountsAsNew()
    {
        Descriptor descriptor = sample.Registry.PutBlob("text/plain", "hello"u8.ToArray());
        string path = Path.Combine(sample.LayoutFolder, "blobs", "sha256", descriptor.Digest[7..]);
        DateTime old = new(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        // As nobody reads it, nobody notices; whoever writes it anew does.
        File.WriteAllText(path, "jello");
        foreach (Action put in new Action[] { () => sample.Registry.PutBlob("text/plain", "hello"u8.ToArray()), () => sample.Registry.PutFile("text/plain", sample.Write("hello.txt", "hello")) })
        {
            File.SetLastWriteTimeUtc(path, old);
            put();
            Assert.Equal("jello", File.ReadAllText(path));
            Assert.NotEqual(old, File.GetLastWriteTimeUtc(path));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("-x")]
    [InlineData("sha256:12")]
    public void MalformedReference_IsAFault(string reference) =>
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => sample.Registry.Resolve(reference)).ExitCode);

    [Fact]
    public void WhatOtherToolsWrote_IsKept()
    {
        Descriptor manifest = ModelArtifact.Write(sample.Registry, sample.Contents);
        string other = """{"mediaType":"m","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1,"annotations":{"x":"y"},"platform":{"os":"linux"}}""";
        File.WriteAllText(Path.Combine(sample.LayoutFolder, "index.json"), $$$"""{"schemaVersion":2,"manifests":[{{{other}}}],"annotations":{"a":"b"}}""");

        Tag("candidate", manifest);

        string index = File.ReadAllText(Path.Combine(sample.LayoutFolder, "index.json"));
        Assert.Contains(other, index, StringComparison.Ordinal);
        Assert.Contains("""
            "annotations":{"a":"b"}
            """, index, StringComparison.Ordinal);
        Assert.Equal(manifest.Digest, sample.Registry.Resolve("candidate")!.Digest);
    }

    [Fact]
    public async Task ConcurrentWriters_LoseNoTagAndNoAttachment()
    {
        Descriptor model = ModelArtifact.Write(sample.Registry, sample.Contents);
        const int Writers = 8;
        const int Rounds = 10;

        // Each has a registry and lock file of its own, as another process would.
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                FolderRegistry registry = sample.Registry;
                Descriptor content = registry.PutBlob("text/plain", Encoding.UTF8.GetBytes($"{writer} {round}"));
                Descriptor attachment = registry.PutManifest(OciManifest.Of("application/x", content, [content]) with { Subject = model });
                using RegistryLock held = registry.Lock();
                registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [$"v{writer}.{round}"] = model }, [attachment]);
            }
        })));

        Assert.Equal(Writers * Rounds, sample.Registry.Tags().Count);
        Assert.Equal(Writers * Rounds, sample.Registry.Referrers(model.Digest, "application/x").Count);
        Assert.DoesNotContain(Directory.GetFiles(sample.Root, "*", SearchOption.AllDirectories), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConcurrentFirstWriters_MakeOneFolder()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
            sample.Registry.PutBlob("text/plain", Encoding.UTF8.GetBytes($"{writer}")))));

        Assert.Equal(8, Directory.GetFiles(Path.Combine(sample.LayoutFolder, "blobs", "sha256")).Length);
    }

    [SkippableFact]
    public void LockHeldByAnotherProcess_IsWaitedFor_AndThenAFault()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "flock (util-linux) holds the lock as another process");
        sample.Registry.Lock().Dispose();
        using Process other = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["--exclusive", Path.Combine(sample.Root, ".telco.lock"), "sh", "-c", "echo held; read end"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());

        FolderRegistry impatient = new(sample.Root, "telco") { Patience = TimeSpan.FromMilliseconds(50) };
        var exception = Assert.Throws<FaultException>(() => impatient.Lock());
        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.Contains(".telco.lock: found locked for 0.1 s, expected that whoever writes", exception.Message, StringComparison.Ordinal);

        other.StandardInput.Close();
        other.WaitForExit();
        sample.Registry.Lock().Dispose();
    }

    [Fact]
    public void LockOfAnotherRepository_IsMisuse()
    {
        using RegistryLock other = new FolderRegistry(sample.Root, "other").Lock();

        Assert.Throws<ArgumentException>(() => sample.Registry.Publish(other, new Dictionary<string, Descriptor>(StringComparer.Ordinal), []));
    }

    private void Tag(string tag, Descriptor manifest)
    {
        FolderRegistry registry = sample.Registry;
        using RegistryLock held = registry.Lock();
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [tag] = manifest }, []);
    }
}
