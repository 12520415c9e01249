using System.IO.Compression;

namespace MlCi.Build.Tests.Feed;

/// <summary>A package feed that is a folder, holding packages with nothing in them.</summary>
internal sealed class PackageFolder(string path)
{
    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    public PackageFolder Add(string id, string version, params (string Id, string Version)[] dependencies)
    {
        string needs = string.Concat(dependencies.Select(d => $"""<dependency id="{d.Id}" version="{d.Version}" />"""));
        using ZipArchive package = ZipFile.Open(System.IO.Path.Combine(Path, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Write(package, "lib/netstandard2.0/_._", "");
        Write(package, $"{id}.nuspec", $"""
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id><version>{version}</version><authors>tests</authors><description>empty</description>
                <dependencies><group targetFramework=".NETStandard2.0">{needs}</group></dependencies>
              </metadata>
            </package>
            """);
        return this;
    }

    private static void Write(ZipArchive package, string name, string text)
    {
        using StreamWriter writer = new(package.CreateEntry(name).Open());
        writer.Write(text);
    }
}
