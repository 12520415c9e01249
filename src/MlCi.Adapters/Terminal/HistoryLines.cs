using System.Globalization;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Promotion;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>Prints the histories of aliases: first what bears each, why, and how to go back, then its records.</summary>
public static class HistoryLines
{
    private const int MostRecords = 10;

    /// <summary>Prints them.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="histories">The histories.</param>
    /// <param name="now">The present time.</param>
    /// <param name="all">Whether every record is shown, not the latest only.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<AliasHistory> histories, DateTimeOffset now, bool all)
    {
        if (histories.Count == 0)
            Line(console, "nothing was promoted yet: mlci promote --to production moves production to the candidate");
        foreach (AliasHistory history in histories)
        {
            WriteState(console, history, now);
            WriteRecords(console, history, all);
            console.WriteLine();
        }
    }

    private static void WriteState(IAnsiConsole console, AliasHistory history, DateTimeOffset now)
    {
        string versions = history.Versions.Count == 0 ? "" : $" ({Inert(string.Join(", ", history.Versions))})";
        Line(console, $"[bold]{Inert(history.Pipeline)} {Inert(history.Alias)}[/]: {history.State.Target ?? "nothing"}{versions}");
        string? warning = history.State.Condition switch
        {
            AliasCondition.Unexplained => "no record explains where it points: tampering, see 'mlci audit --verify'",
            AliasCondition.Interrupted => "the latest record was written, but the alias not moved yet: the next promotion or rollback completes that",
            AliasCondition.Stale => "it points where an earlier record had put it: the next promotion or rollback moves it on",
            AliasCondition.Forked => $"{history.Forks.Sum(fork => fork.Records.Count)} records were written side by side: the next promotion or rollback follows them all",
            _ => null,
        };
        if (warning is not null)
            Line(console, $"  [red]{warning}[/]");
        if (history.Records.LastOrDefault(one => one.Record.To == history.State.Target) is { } latest)
        {
            Line(console, $"  since    {Time(latest.Record.When)} UTC, {Age(now - latest.Record.When)}, {(latest.Record.Action == PromotionAction.Rollback ? "rolled back" : "promoted")} by {Inert(latest.Record.Who)}");
            Line(console, $"  why      {Inert(latest.Record.Why)}");
            if (latest.Record.Evidence.Count > 0)
                Line(console, $"  rests on {Inert(string.Join(", ", latest.Record.Evidence.Select(one => $"{one.Kind} {Short(one.Digest)}")))}");
            foreach (RecordedReview review in latest.Record.Evidence.Select(one => one.Review).OfType<RecordedReview>())
                Line(console, $"  review   {Inert($"{review}, {Time(review.When)} UTC")}");
            Line(console, $"  before   {latest.Record.From ?? "nothing"}");
        }

        Line(console, history.Back is { } back
            ? $"  go back  [bold]mlci rollback --pipeline {Inert(history.Pipeline)} --to {Inert(history.Alias)}[/] [grey](to {Short(back)})[/]"
            : "  go back  nowhere: no good model bore it before");
    }

    private static void WriteRecords(IAnsiConsole console, AliasHistory history, bool all)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string title in new[] { "", "when (UTC)", "what", "to", "by", "why" })
            table.AddColumn(new TableColumn($"[grey]{title}[/]").NoWrap());
        ChainedRecord[] shown = [.. history.Records.Reverse().Take(all ? int.MaxValue : MostRecords)];
        foreach (PromotionRecord record in shown.Select(one => one.Record))
            table.AddRow(" ", Time(record.When), record.Action.ToString().ToLowerInvariant(), Short(record.To), Inert(record.Who), Inert(record.Why));
        if (shown.Length > 0)
            console.Write(new Unwrapped(table));
        if (shown.Length < history.Records.Count)
            Line(console, $"  [grey]and {Numerals.Count(history.Records.Count - shown.Length, "earlier records")}: --all[/]");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => age.TotalDays >= 2 ? Counted(age.TotalDays, "days")
        : age.TotalHours >= 2 ? Counted(age.TotalHours, "hours")
        : Counted(Math.Max(0, age.TotalMinutes), "minutes");

    private static string Counted(double number, string of) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} {of} ago");

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();

    private static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
