using System.Text;
using MlCi.Models;
using MlCi.Schemas;
using MlCi.Testing;

namespace MlCi.Tests.Models;

public sealed class ModelCardTests
{
    private static readonly ModelCard Card = ModelCard.Of(CardEvidence.Of(SampleDossiers.Telco));
    private static readonly ModelCard Bare = ModelCard.Of(new CardEvidence("telco-churn", SampleDossiers.Telco.Digest, null, null, null, "{}", "version: 1\n"));

    [Fact]
    public Task Markdown() => Snapshot.Verify(CardMarkdown.Write(Card), "md");

    [Fact]
    public Task MarkdownWithoutEvidence() => Snapshot.Verify(CardMarkdown.Write(Bare), "md");

    [Fact]
    public Task Json() => Snapshot.Verify(Card.ToJson(), "json");

    [Fact]
    public void BothKeepToThePublishedSchema()
    {
        SchemaDocument schema = SchemaDocument.Read(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Models", "model-card.schema.json")), "model-card.schema.json");

        Assert.Empty(schema.Check(Encoding.UTF8.GetBytes(Card.ToJson()), "card.json"));
        Assert.Empty(schema.Check(Encoding.UTF8.GetBytes(Bare.ToJson()), "card.json"));
        Assert.NotEmpty(schema.Check(Encoding.UTF8.GetBytes(Card.ToJson().Replace("\"purpose\"", "\"porpoise\"", StringComparison.Ordinal)), "card.json"));
    }

    [Fact]
    public void TextFromData_IsNoMarkup()
    {
        const string Hostile = "<script>alert(1)</script> [x](http://evil) | @all";
        ModelDossier model = SampleDossiers.Telco with
        {
            Definition = $"version: 1\npurpose: \"{Hostile}\"\n",
            Registration = SampleRegistrations.Telco with { Who = Hostile, VersionBecause = [Hostile], Source = Hostile },
        };

        string text = CardMarkdown.Write(ModelCard.Of(CardEvidence.Of(model)));

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" [x](", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_NameWhatIsOpen_Small_AndVisible()
    {
        Assert.Contains("plan=b|c: accuracy fewer than 100 of the minority class", Card.FoundLimits);
        Assert.Contains(Card.FoundLimits, limit => limit.StartsWith("labels visible", StringComparison.Ordinal));
        Assert.DoesNotContain("it was compared with no champion", Card.FoundLimits);
        Assert.Equal(["no gate report is attached: nothing is known of its worth"], Bare.FoundLimits);
        Assert.Equal(["Not for customers of less than a month."], Card.StatedLimits);
    }
}
