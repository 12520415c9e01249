using System.Globalization;
using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>A condition on runs: <c>auc&gt;0.8</c>, <c>params.l2=1.0</c>, <c>verdict!=passed</c>.</summary>
/// <param name="Name">What is asked for, as <see cref="RunFields"/> calls it.</param>
/// <param name="Operator">One of <c>&gt;= &lt;= != == = &gt; &lt;</c>.</param>
/// <param name="Value">What it is held against.</param>
public sealed record RunFilter(string Name, string Operator, string Value)
{
    private const int LeastBeginning = 4;

    // Longer ones first: what begins with one of them may be another.
    private static readonly string[] Operators = [">=", "<=", "!=", "==", "=", ">", "<"];

    /// <summary>Reads a condition. Names of slices hold operators too, so the longest name that some run has is taken.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="records">The runs to filter.</param>
    /// <exception cref="FaultException">It is no condition, or no run has the name (exit 2).</exception>
    public static RunFilter Parse(string text, IReadOnlyList<RunRecord> records)
    {
        IReadOnlyList<string> names = RunFields.Names(records);
        RunFilter[] readings = [.. Readings(text)];
        RunFilter reading = readings.LastOrDefault(one => names.Contains(one.Name)) ?? readings.FirstOrDefault()
            ?? throw FaultException.Misconfigured($"found '{text}' for --where, expected a name, an operator ({string.Join(' ', Operators)}) and a value, such as auc>0.8");
        RunFields.Check(records, reading.Name, $"--where '{text}'");
        if (reading.Operator is not ("=" or "==" or "!=") && reading.Number is null && !RunFields.IsOrderedText(reading.Name))
            throw FaultException.Misconfigured($"found '{reading.Value}' after {reading.Operator} in --where '{text}', expected a number");
        if (RunFields.Words(reading.Name) is { } words && !words.Contains(reading.Value))
            throw FaultException.Misconfigured($"found '{reading.Value}' in --where '{text}', expected {NearestName.Suggest(reading.Value, words)}");
        if (reading.Name == "started" && !IsTime(reading.Wanted))
            throw FaultException.Misconfigured($"found '{reading.Value}' in --where '{text}', expected a time or its beginning, such as 2026-10-03 or 2026-10-03T14:25");
        return reading;
    }

    /// <summary>Whether a run is meant. Without the value none is, except by <c>!=</c>: a run without a verdict has not passed.</summary>
    public bool Holds(RunRecord record)
    {
        if (RunFields.Of(record, Name) is not { } found)
            return Operator == "!=";
        int order = found.Number is { } number && Number is { } wanted ? number.CompareTo(wanted)
            : RunFields.IsOrderedText(Name) ? OrderOfTexts(found.Text)
            : Is(found.Text) ? 0 : Unordered;
        return Operator switch
        {
            ">=" => order is 0 or 1,
            "<=" => order is 0 or -1,
            ">" => order == 1,
            "<" => order == -1,
            "!=" => order != 0,
            _ => order == 0,
        };
    }

    private const int Unordered = 2;

    private double? Number =>
        double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    // A day is the whole day: started=2026-10-03 holds for each run of it, and started>2026-10-03 for none.
    private int OrderOfTexts(string found)
    {
        string wanted = Wanted;
        return Math.Sign(string.CompareOrdinal(found[..Math.Min(found.Length, wanted.Length)], wanted));
    }

    private string Wanted => Name == "started" ? Value.Replace('T', ' ').TrimEnd('Z') : Value;

    // The beginning of a time, from its year on, is one where the rest of some time makes it whole.
    private static bool IsTime(string wanted) => wanted.Length >= Year.Length && wanted.Length <= Whole.Length
        && DateTime.TryParseExact(wanted + Whole[wanted.Length..], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private const string Year = "2000";
    private const string Whole = "2000-01-01 00:00:00";

    private bool Is(string found)
    {
        if (!RunFields.IsTellableByBeginning(Name))
            return found == Value;
        string digits = found[(found.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return Value.Length >= LeastBeginning && (found.StartsWith(Value, StringComparison.Ordinal) || digits.StartsWith(Value, StringComparison.Ordinal));
    }

    private static IEnumerable<RunFilter> Readings(string text)
    {
        for (int at = 1; at < text.Length; at++)
        {
            if (Array.Find(Operators, one => string.CompareOrdinal(text, at, one, 0, one.Length) == 0) is { } found && text[..at].Trim() is { Length: > 0 } name)
                yield return new RunFilter(name, found, text[(at + found.Length)..].Trim());
        }
    }
}
