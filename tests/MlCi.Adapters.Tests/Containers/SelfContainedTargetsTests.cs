using System.Xml.Linq;
using MlCi.Adapters.Containers;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

public sealed class SelfContainedTargetsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Two for the compiler, which parts its list at commas; %2C for MSBuild; an entity for XML.
    [Fact]
    public void FoldersOfAnyName_AreHidden()
    {
        string file = folder.Path("mlci.targets");

        SelfContainedTargets.Write(file, "/home/ana & co, ltd=1", "/tmp/build%1");

        XElement map = XDocument.Load(file).Descendants("PathMap").Single();
        Assert.Equal("/tmp/build%251/=/_build/,/home/ana & co%2C%2C ltd==1/=/_/", map.Value);
    }

    [Fact]
    public void PathOfTheFile_IsEscaped() =>
        Assert.Contains($"-p:CustomAfterMicrosoftCommonTargets={folder.Path("a%3Bb", "mlci.targets")}", SelfContainedTargets.Write(folder.Path("a;b", "mlci.targets"), "/r", "/i"));

    [Fact]
    public void Key_KnowsNoFolder() => Assert.DoesNotContain(folder.Root, SelfContainedTargets.Key, StringComparison.Ordinal);
}
