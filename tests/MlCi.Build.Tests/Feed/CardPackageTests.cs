using System.Xml.Linq;
using MlCi.Testing;

namespace MlCi.Build.Tests.Feed;

/// <summary>The list of card packages and the properties that stand for them.</summary>
public sealed class CardPackageTests
{
    [Fact]
    public void EveryCardPackageButXunit_HasAProperty()
    {
        IEnumerable<string> expected = Cards().Where(id => id != "xunit").Select(id => "Has" + id.Replace(".", "", StringComparison.Ordinal));

        XDocument record = XDocument.Load(Path.Combine(RepositoryRoot.Path, "build", "feed", "Record.props"));

        Assert.Equal(expected.Order(), record.Descendants().Select(e => e.Name.LocalName).Where(name => name.StartsWith("Has", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void StandIns_AreTextThatXmlAndJsonCanHold() =>
        Assert.DoesNotContain(CardItems(), item => ((string)item.Attribute("StandIn")!).IndexOfAny(['"', '\\', '\'', '&', '<', ';']) >= 0);

    private static IEnumerable<string> Cards() => CardItems().Select(item => (string)item.Attribute("Include")!);

    private static IEnumerable<XElement> CardItems() =>
        XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props")).Descendants("CardPackage");
}
