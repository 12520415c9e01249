using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Models;
using MlCi.Promotion;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Models;

public sealed class ReleaseNotesTests
{
    private static readonly ReleaseFacts First = new()
    {
        Tag = ReleaseTag.Read("telco-churn/v1.4.0"),
        Commit = SampleRegistrations.Telco.Commit!,
        Model = SampleDossiers.Telco,
        Promotion = Record(from: null),
        Registry = "ghcr.io/example/models/telco-churn",
    };

    private static readonly ReleaseFacts Next = First with
    {
        Before = SampleDossiers.Older,
        BeforeDigest = SampleDossiers.Older.Digest,
        Promotion = Record(SampleDossiers.Older.Digest),
        Model = SampleDossiers.Telco with { Gate = Compared(SampleDossiers.Older.ModelFiles) },
        Image = Digest.OfText("image"),
    };

    [Fact]
    public Task Markdown() => Snapshot.Verify(ReleaseNotes.Write(Next), "md");

    [Fact]
    public void TheFirst_HasNothingToGoBackTo()
    {
        string text = ReleaseNotes.Write(First);

        Assert.Contains("Nothing was in production before.", text, StringComparison.Ordinal);
        Assert.Contains("There is nothing to go back to: it is the first.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mlci rollback", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelBeforeThatIsGone_IsNamed_AndNothingIsSaidOfChanges()
    {
        string text = ReleaseNotes.Write(Next with { Before = null });

        Assert.Contains(SampleDossiers.Older.Digest, text, StringComparison.Ordinal);
        Assert.Contains("The registry does not hold it any more", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| data |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ComparisonWithAnotherModel_IsNotTakenForOneWithTheModelBefore()
    {
        Assert.Contains("better", ReleaseNotes.Write(Next).Split("## Digests")[0], StringComparison.Ordinal);

        string text = ReleaseNotes.Write(Next with { Model = SampleDossiers.Telco with { Gate = Compared(Digest.OfText("another")) } }).Split("## Digests")[0];

        Assert.Contains($"The gate compared it with another model, whose files are `{Digest.OfText("another")}`.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("better", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TextFromData_IsNoMarkup()
    {
        const string Hostile = "<script>alert(1)</script> [x](http://evil) | @all\n# top";

        string text = ReleaseNotes.Write(Next with
        {
            Promotion = Next.Promotion with { Who = Hostile, Why = Hostile },
            Registry = Hostile,
            Model = Next.Model with { Definition = $"version: 1\npurpose: {JsonValue.Create(Hostile).ToJsonString()}\n", Registration = SampleRegistrations.Telco with { Commit = Hostile, Source = Hostile } },
        });

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" [x](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# top", text, StringComparison.Ordinal);
    }

    [Fact]
    public void CardThatIsTooLong_IsNamedInstead()
    {
        string text = ReleaseNotes.Write(Next with { Model = Next.Model with { Registration = SampleRegistrations.Telco with { VersionBecause = [.. Enumerable.Repeat(new string('x', 200), 1000)] } } });

        Assert.InRange(text.Length, 1, ReleaseNotes.MostLetters);
        Assert.Contains("`mlci models card telco-churn/v1.4.0` prints it", text, StringComparison.Ordinal);
    }

    private static JsonObject Compared(string champion)
    {
        JsonObject gate = JsonNode.Parse(GateReportJson.Write(SampleReports.PassedWithIdenticalChampion))!.AsObject();
        gate["digests"]!["champion"] = champion;
        gate["gates"]!.AsArray().Add(new JsonObject { ["id"] = "auc-vs-champion", ["rule"] = "comparison", ["verdict"] = "passed", ["reason"] = "auc 0.847 vs champion 0.840: better by 0.007 [0.001, 0.013], margin 0.01" });
        return gate;
    }

    private static PromotionRecord Record(string? from) => new()
    {
        Pipeline = "telco-churn",
        Alias = "production",
        Action = PromotionAction.Promote,
        From = from,
        To = SampleDossiers.Telco.Digest,
        Who = "ana",
        When = new DateTimeOffset(2026, 10, 4, 9, 30, 0, TimeSpan.Zero),
        Why = "release tag telco-churn/v1.4.0",
        Evidence = [new RecordEvidence(RecordEvidence.GateReport, Digest.OfText("gate report"))],
    };
}
