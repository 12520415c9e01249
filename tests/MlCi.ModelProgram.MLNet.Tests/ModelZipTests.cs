using System.IO.Compression;

namespace MlCi.Modeling.MLNet.Tests;

public sealed class ModelZipTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TimeOrderAndCompression_MakeNoDifference()
    {
        byte[] one = Zip(Monday, CompressionLevel.Optimal, "Schema", "TransformerChain/Model.key");
        byte[] other = Zip(Monday.AddDays(1), CompressionLevel.NoCompression, "TransformerChain/Model.key", "Schema");

        Assert.NotEqual(one, other);
        Assert.Equal(ModelZip.Normalised(one), ModelZip.Normalised(other));
    }

    [Fact]
    public void EveryEntry_IsKept()
    {
        using var zip = new ZipArchive(new MemoryStream(ModelZip.Normalised(Zip(Monday, CompressionLevel.Optimal, "b", "a/c"))));

        Assert.Equal(["a/c", "b"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry =>
        {
            using var text = new StreamReader(entry.Open());
            Assert.Equal($"what {entry.FullName} holds", text.ReadToEnd());
        });
    }

    [Fact]
    public void Contents_MakeADifference() =>
        Assert.NotEqual(ModelZip.Normalised(Zip(Monday, CompressionLevel.Optimal, "a")), ModelZip.Normalised(Zip(Monday, CompressionLevel.Optimal, "b")));

    private static byte[] Zip(DateTimeOffset time, CompressionLevel level, params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = time;
                using var text = new StreamWriter(entry.Open());
                text.Write($"what {name} holds");
            }
        }

        return bytes.ToArray();
    }
}
