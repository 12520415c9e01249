using System.Text;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;
using MlCi.Reports;
using MlCi.Runs;

namespace MlCi.Models;

/// <summary>
/// The text of a release, in Markdown: what changed against the model before, what the gate said, by which digests everything is known, how
/// to verify it and how to go back; then the model card. Text from data is shown as it is, never as markup.
/// </summary>
public static class ReleaseNotes
{
    /// <summary>The most letters: GitHub takes 125,000 for a release.</summary>
    public const int MostLetters = 120_000;

    private const int MostRows = 60;
    private const int MostComparisons = 40;

    // What reads as a change without being one, or stands elsewhere on the page.
    private static readonly string[] Apart = ["model", "files"];

    /// <summary>Writes it.</summary>
    public static string Write(ReleaseFacts facts)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(facts.Tag.Pipeline)).Append(' ').Append(Escape(facts.Tag.Version.Tag)).Append("\n\n");
        text.Append("**").Append(Escape(Verdict(facts.Model.Gate))).Append("**\n\n");
        PromotionRecord record = facts.Promotion;
        text.Append("In production since ").Append(Escape(record.When.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture))).Append(" UTC, promoted by ")
            .Append(Escape(record.Who)).Append(": ").Append(Escape(record.Why)).Append(".\n\n");
        Changes(text, facts);
        Digests(text, facts);
        Commands(text, facts);
        string card = Demoted(CardMarkdown.Write(ModelCard.Of(CardEvidence.Of(facts.Model))));
        string shown = text.Length + card.Length <= MostLetters ? card : "The model card is too long for this page: " + Code($"mlci models card {facts.Tag}") + " prints it.\n";
        return text.Append("## Model card\n\n").Append(shown).ToString();
    }

    private static string Verdict(JsonObject? gate) => ModelDossier.Text(gate, "headline") ?? (ModelDossier.Text(gate, "verdict") is { } verdict
        ? $"{verdict}: {Headline.FirstLine(ModelDossier.Text(gate, "reason") ?? "")}" : "no gate report is attached: nothing is known of its worth");

    private static void Changes(StringBuilder text, ReleaseFacts facts)
    {
        text.Append("## What changed\n\n");
        if (facts.BeforeDigest is not { } digest)
        {
            text.Append("Nothing was in production before.\n\n");
            return;
        }

        text.Append("Before, ").Append(facts.Before?.Version is { } version ? Escape("v" + version) + ", " : "").Append(Code(digest)).Append(" was in production.\n\n");
        if (facts.Before is not { } before)
        {
            text.Append("The registry does not hold it any more, so that nothing can be said of what changed.\n\n");
            return;
        }

        Comparisons(text, facts, before);
        var difference = ModelDifference.Of(before, facts.Model, PipelineNotes.Of(facts.Model.Definition).Label);
        ComparedRow[] rows = [.. difference.Rows.Where(row => row.Differs && !Apart.Contains(row.Section))];
        CardMarkdown.Table(text, ["of", "what", "before", "now"], "Nothing else differs: data, parameters, contract, rules and program are the same.", rows.Take(MostRows).Select(row => new[]
        {
            Escape(row.Section), Code(row.Name), Value(row.Values[0]), Value(row.Values[1]),
        }));
        if (rows.Length > MostRows)
            text.Append("… and ").Append(Numerals.Count(rows.Length - MostRows)).Append(" more: ").Append(Code($"mlci models diff {before.Digest} {facts.Model.Digest}")).Append("\n\n");
        if (rows.Any(row => row.Section == "metrics"))
            text.Append("Intervals beside each other are no test").Append(difference.HoldoutsDiffer ? ", and these are of different holdouts" : "").Append(".\n\n");
        if (difference.CommitRange is { } range)
            text.Append("Commits: ").Append(Code($"git log {range}")).Append("\n\n");
    }

    // The gate's own comparison counts only where it was with the very model that this one takes the place of.
    private static void Comparisons(StringBuilder text, ReleaseFacts facts, ModelDossier before)
    {
        string? champion = ModelDossier.Text(facts.Model.Gate?["digests"], "champion");
        string[] reasons = [.. CardGate.Of(facts.Model.Gate, "comparison").Select(gate => $"{gate.Verdict}: {Headline.FirstLine(gate.Reason)}")];
        if (champion != before.ModelFiles)
        {
            text.Append(champion is null ? "The gate compared it with no model.\n\n" : $"The gate compared it with another model, whose files are {Code(champion)}.\n\n");
            return;
        }

        foreach (string reason in reasons.Take(MostComparisons))
            text.Append("- ").Append(Escape(reason)).Append('\n');
        if (reasons.Length > MostComparisons)
            text.Append("- … and ").Append(Numerals.Count(reasons.Length - MostComparisons)).Append(" more in gate.json\n");
        text.Append(reasons.Length > 0 ? "\n" : "");
    }

    private static void Digests(StringBuilder text, ReleaseFacts facts)
    {
        RegistrationRecord? record = facts.Model.Registration;
        (string What, string? Digest)[] known =
        [
            ("model", facts.Model.Digest), ("its files", facts.Model.ModelFiles), ("image", facts.Image),
            ("training data", record?.DataOf(RegisteredData.Train)?.Digest), ("holdout", record?.DataOf(RegisteredData.Holdout)?.Digest),
            ("contract", record?.Schema), ("rules", record?.Rules), ("program", record?.Code),
            ("gate report", facts.Promotion.Evidence.FirstOrDefault(evidence => evidence.Kind == RecordEvidence.GateReport)?.Digest),
        ];
        text.Append("## Digests\n\n");
        CardMarkdown.Table(text, ["of", "digest"], "", known.Where(one => one.Digest is not null).Select(one => new[] { one.What, Code(one.Digest!) }));
        text.Append("In ").Append(Code(facts.Registry)).Append(", of commit ").Append(Code(facts.Commit)).Append(record?.Commit is { } commit && commit != facts.Commit ? $", registered of {Code(commit)}, which has the same files" : "").Append(".\n\n");
    }

    // They are typed as they stand here: names of pipelines and digests have no letter that a shell reads as something else.
    private static void Commands(StringBuilder text, ReleaseFacts facts)
    {
        string pipeline = facts.Tag.Pipeline;
        text.Append("## Verify, and go back\n\n```console\n");
        text.Append("$ mlci verify ").Append(facts.Model.Digest).Append(" --pipeline ").Append(pipeline).Append(" --alias ").Append(facts.Promotion.Alias).Append('\n');
        text.Append("$ mlci history --pipeline ").Append(pipeline).Append('\n');
        if (facts.BeforeDigest is { } before)
            text.Append("$ mlci rollback --pipeline ").Append(pipeline).Append(" --to ").Append(facts.Promotion.Alias).Append(" --model ").Append(before).Append(" --why \"…\"\n");
        text.Append("```\n\n").Append(facts.BeforeDigest is null ? "There is nothing to go back to: it is the first.\n\n" : "");
    }

    // Only headings begin with it: text from data has it escaped, or stands behind something else.
    private static string Demoted(string card) => string.Join('\n', card.Split('\n').Select(line => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("##", StringComparison.Ordinal) ? "##" + line : line));

    // A digest or commit is there to be copied.
    private static string Value(string? value) => value is null ? "–" : Digest.IsWellFormed(value) || (value.Length == 40 && value.All(char.IsAsciiHexDigitLower)) ? Code(value) : Escape(value);

    private static string Escape(string text) => MarkdownText.Escape(text);

    private static string Code(string text) => MarkdownText.Code(text);
}
