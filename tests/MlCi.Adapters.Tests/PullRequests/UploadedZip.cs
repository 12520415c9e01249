using System.IO.Compression;
using System.Text;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>A zip file as a pull request's job may upload it.</summary>
internal sealed class UploadedZip(string file)
{
    private readonly List<(string Name, byte[] Content, int Attributes)> entries = [];

    public UploadedZip With(string name, string content, int attributes = 0) => With(name, Encoding.UTF8.GetBytes(content), attributes);

    public UploadedZip With(string name, byte[] content, int attributes = 0)
    {
        entries.Add((name, content, attributes));
        return this;
    }

    /// <summary>All files below a folder.</summary>
    public UploadedZip WithFolder(string folder, string name)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            With($"{name}/{Path.GetRelativePath(folder, path).Replace('\\', '/')}", File.ReadAllBytes(path));
        return this;
    }

    public string Write()
    {
        using FileStream stream = File.Create(file);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach ((string name, byte[] content, int attributes) in entries)
        {
            ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
            entry.ExternalAttributes = attributes;
            using Stream into = entry.Open();
            into.Write(content);
        }

        return file;
    }

    /// <summary>A zip file with one entry of zeros, many times as large as the file.</summary>
    public static string Bomb(string file, string name, int megabytes)
    {
        byte[] zeros = new byte[1 << 20];
        using FileStream stream = File.Create(file);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        using Stream into = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        for (int i = 0; i < megabytes; i++)
            into.Write(zeros);
        return file;
    }
}
