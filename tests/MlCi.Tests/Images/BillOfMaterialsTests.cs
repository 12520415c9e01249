using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Images;
using MlCi.Testing;

namespace MlCi.Tests.Images;

/// <summary>Lists of packages, and the bill of materials that is made of them.</summary>
public sealed class BillOfMaterialsTests
{
    private const string Deps = """
        {
          "runtimeTarget": {"name": ".NETCoreApp,Version=v10.0/linux-x64"},
          "libraries": {
            "TelcoChurn/1.0.0": {"type": "project", "serviceable": false, "sha512": ""},
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": {"type": "runtimepack", "serviceable": false, "sha512": ""},
            "MathNet.Numerics/5.0.0": {"type": "package", "serviceable": true, "sha512": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==", "path": "mathnet.numerics/5.0.0"}
          }
        }
        """;

    private const string Status = """
        Package: libssl3
        Status: install ok installed
        Architecture: amd64
        Source: openssl
        Version: 3.0.17-1~deb12u2
        Description: Secure Sockets Layer toolkit
         Package: not this

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1.0

        Package: libstdc++6
        Status: install ok installed
        Architecture: amd64
        Version: 12.2.0-14+deb12u1

        """;

    private static readonly BomSubject Subject = new(
        "telco-churn", Digest.OfText("image"), Digest.OfText("model"), new Dictionary<string, string> { ["train"] = Digest.OfText("train"), ["holdout"] = Digest.OfText("holdout") }, "1.0.0");

    private static BomComponent[] All()
    {
        BomComponent? debian = PackageList.SystemOf("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n");
        return
        [
            .. PackageList.Read("app/TelcoChurn.deps.json", Deps, debian), .. PackageList.Read("var/lib/dpkg/status", Status, debian),
            .. PackageList.Read("usr/lib/python3/dist-packages/scikit_learn-1.2.1.egg-info/PKG-INFO", "Metadata-Version: 2.1\nName: scikit_learn\nVersion: 1.2.1\n\nVersion: 9\n", debian), debian!,
        ];
    }

    [Fact]
    public Task Bill() => Snapshot.Verify(BillOfMaterials.Write(Subject, All()), "json");

    [Fact]
    public void SameParts_HaveTheSameBill_InWhateverOrderTheyWereFound()
    {
        string bill = BillOfMaterials.Write(Subject, All());

        Assert.Equal(bill, BillOfMaterials.Write(Subject, All().Reverse()));
        Assert.Equal(bill, BillOfMaterials.Write(Subject, [.. All(), .. All().Select(one => one with { ListedIn = one.ListedIn + "z" })]));
    }

    [Fact]
    public void OtherImage_HasAnotherNumber()
    {
        string Number(BomSubject subject) => (string)JsonNode.Parse(BillOfMaterials.Write(subject, All()))!["serialNumber"]!;

        Assert.Equal(3, new[] { Number(Subject), Number(Subject with { ImageDigest = Digest.OfText("other") }), Number(Subject with { ModelDigest = Digest.OfText("other") }) }.Distinct().Count());
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Number(Subject));
    }

    [Theory]
    [InlineData("app/x.deps.json", true)]
    [InlineData("var/lib/dpkg/status", true)]
    [InlineData("var/lib/dpkg/status.d/libc6", true)]
    [InlineData("var/lib/dpkg/status.d/libc6.md5sums", false)]
    [InlineData("var/lib/dpkg/status-old", false)]
    [InlineData("opt/venv/lib/python3.11/site-packages/numpy-1.24.2.dist-info/METADATA", true)]
    [InlineData("usr/lib/python3/dist-packages/six-1.16.0.egg-info", true)]
    [InlineData("usr/lib/python3/dist-packages/six.py", false)]
    [InlineData("usr/lib/os-release", true)]
    public void ListsOfPackages_AreToldByTheirPaths(string path, bool isList) => Assert.Equal(isList, PackageList.Is(path));

    [Theory]
    [InlineData("app/x.deps.json", "no json")]
    [InlineData("app/x.deps.json", "[]")]
    [InlineData("app/x.deps.json", "{\"libraries\":{\"A/1\":{}}}")]
    [InlineData("var/lib/dpkg/status", "\u0000\u0001")]
    [InlineData("a.egg-info", "Name: x")]
    public void FileThatIsNoList_ListsNothing(string path, string text) => Assert.Empty(PackageList.Read(path, text, null));
}
