using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Quality;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads what data must be beyond schema.json. A rule that is written down blocks, unless it says <c>warn: true</c>.</summary>
internal static class QualityReader
{
    private const string Share = "a share from 0 to 1";
    private const string Whole = "a whole number from 0 to 2147483647";

    public static QualityRules Read(YamlSection root, PredictionTask task)
    {
        if (root.Section("quality", "a mapping of rules, such as {unique: [id], nulls: [{column: income, max: 0.05}]}") is not { } section)
            return new QualityRules();
        QualityRules absent = new();
        QualityRules rules = new()
        {
            Place = section.Place,
            Unique = [.. section.List("unique", "a list of columns, or of lists of columns that are unique together").Select(node => Unique(node, section.Faults)).OfType<UniqueRule>()],
            Nulls = Each(section, "nulls", "{column: income, max: 0.05}", Nulls),
            Distinct = Each(section, "distinct", "{column: country, min: 2, max: 60}", Distinct),
            Rows = Each(section, "rows", "{of: train, min: 1000}", Rows),
            Fresh = Each(section, "fresh", "{column: day, within: 7d}", Fresh),
            Balance = Balance(section, task),
            Drift = OrNone(section, "drift", "none, or a mapping of reference, columns, except, measure, floor, warn", absent.Drift, DriftRules.Read),
            NewCategories = OrNone(section, "new_categories", "none, or a mapping of columns and warn", absent.NewCategories, NewCategories),
            AllowNew = Names(section, "allow_new"),
            Copies = OrNone(section, "copies", "none, or a mapping of max and warn", absent.Copies, Copies),
            Entity = Apart(section, "entity"),
            Time = Apart(section, "time"),
            Predictors = OrNone(section, "predictors", "none, or a mapping of max, except and warn", absent.Predictors, Predictors),
        };
        section.RejectUnknown();
        return rules;
    }

    /// <summary>A list of columns, each once.</summary>
    public static IReadOnlyList<string> Names(YamlSection section, string key)
    {
        List<string> names = [];
        foreach (YamlNode node in section.List(key, "a list of columns"))
            AddName(node, key, names, section.Faults);
        if (section.IsEmptyList(key))
            section.Faults.Add(section.PlaceOf(key), $"found no column for '{key}', expected a list of columns");
        return names;
    }

    /// <summary>A list of columns, or null where there is none.</summary>
    public static IReadOnlyList<string>? GivenNames(YamlSection section, string key)
    {
        IReadOnlyList<string> names = Names(section, key);
        return section.Has(key) ? names : null;
    }

    /// <summary>Whether a rule blocks, and where it stands.</summary>
    public static RuleForce Force(YamlSection section) => new(!section.Choice("warn", false, ("true", true), ("false", false)), section.Place);

    private static UniqueRule? Unique(YamlNode node, FaultList faults)
    {
        switch (node)
        {
            case YamlSequenceNode { Children.Count: > 0 } sequence:
                List<string> names = [];
                foreach (YamlNode child in sequence.Children)
                    AddName(child, "unique", names, faults);
                return new UniqueRule(names, new RuleForce(true, faults.PlaceOf(node)));
            case YamlMappingNode mapping:
                var section = new YamlSection(mapping, "quality.unique[].", faults);
                IReadOnlyList<string> columns = Names(section, "columns");
                if (!section.Has("columns"))
                    faults.Add(node, "found no 'quality.unique[].columns', expected a list of columns");
                RuleForce force = Force(section);
                section.RejectUnknown();
                return new UniqueRule(columns, force);
            case var other when YamlValues.Text(other) is { } name:
                return new UniqueRule([name], new RuleForce(true, faults.PlaceOf(node)));
            case var other:
                faults.Add(other, $"found {YamlValues.Describe(other)} for 'quality.unique[]', expected a column, a list of columns or a mapping such as {{columns: [day, store], warn: true}}");
                return null;
        }
    }

    private static void AddName(YamlNode node, string key, List<string> names, FaultList faults)
    {
        if (YamlValues.Text(node) is { } name && !names.Contains(name))
            names.Add(name);
        else
            faults.Add(node, $"found {YamlValues.Describe(node)} for '{key}', expected the name of a column, each once");
    }

    private static List<T> Each<T>(YamlSection section, string key, string example, Func<YamlSection, T> read)
    {
        List<T> rules = [];
        foreach (YamlNode node in section.List(key, $"a list of rules such as {example}"))
        {
            if (RuleReader.AsSection(node, $"quality.{key}[].", $"a rule such as {example}", section.Faults) is not { } one)
                continue;
            rules.Add(read(one));
            one.RejectUnknown();
        }

        return rules;
    }

    private static T? OrNone<T>(YamlSection section, string key, string expected, T? absent, Func<YamlSection, T> read)
        where T : class
    {
        YamlNode? node = section.Node(key);
        if (node is null)
            return absent;
        if (node is YamlScalarNode { Value: "none" })
            return null;
        if (RuleReader.AsSection(node, $"quality.{key}.", expected, section.Faults) is not { } one)
            return absent;
        T rule = read(one);
        one.RejectUnknown();
        return rule;
    }

    private static NullRule Nulls(YamlSection section) =>
        new(Column(section), Needed(section, "max", Share, value => value is >= 0 and <= 1), Force(section));

    private static DistinctRule Distinct(YamlSection section)
    {
        (long? least, long? most) = Bounds(section);
        return new DistinctRule(Column(section), least, most, Force(section));
    }

    private static RowCountRule Rows(YamlSection section)
    {
        bool isOfHoldout = section.Choice("of", false, ("train", false), ("holdout", true));
        double? change = section.Number("change", "a share more than 0", value => value > 0);
        (long? least, long? most) = Bounds(section, orElse: "change");
        return new RowCountRule(isOfHoldout, least, most, change, Force(section));
    }

    private static FreshnessRule Fresh(YamlSection section)
    {
        const string Expected = "an age such as 36h or 7d";
        Placed within = section.Required("within", Expected);
        TimeSpan? age = YamlValues.ToAge(within.Value);
        if (age is null && within.Value.Length > 0)
            section.Faults.Add(within.Place, $"found {YamlValues.Shown(within.Value)} for 'quality.fresh[].within', expected {Expected}");
        return new FreshnessRule(Column(section), age ?? TimeSpan.Zero, Force(section));
    }

    private static BalanceRule? Balance(YamlSection quality, PredictionTask task)
    {
        if (quality.Section("balance", "a mapping of min and max, such as {min: 0.05}") is not { } section)
            return null;
        if (task == PredictionTask.Regression)
            section.Faults.Add(section.Place, "found 'quality.balance' in the task regression, expected it in a task with classes");
        double? least = section.Number("min", Share, value => value is >= 0 and <= 1), most = section.Number("max", Share, value => value is >= 0 and <= 1);
        if (!section.Has("min") && !section.Has("max"))
            section.Faults.Add(section.Place, "found neither min nor max, expected one of them or both");
        RuleForce force = Force(section);
        section.RejectUnknown();
        return new BalanceRule(least ?? 0, most ?? 1, force);
    }

    private static NewCategoryRule NewCategories(YamlSection section) => new(GivenNames(section, "columns"), Force(section));

    private static CopyRule Copies(YamlSection section) => new(section.Number("max", Share, value => value is >= 0 and <= 1), Force(section));

    private static PredictorRule Predictors(YamlSection section) => new(
        section.Number("max", "a number more than 0.5 and less than 1", value => value is > .5 and < 1) ?? PredictorRule.DefaultMaximum, Names(section, "except"), Force(section));

    private static ApartRule? Apart(YamlSection quality, string key)
    {
        switch (quality.Node(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                var section = new YamlSection(mapping, $"quality.{key}.", quality.Faults);
                var rule = new ApartRule(Column(section), Force(section));
                section.RejectUnknown();
                return rule;
            case var node when YamlValues.Text(node) is { } name:
                return new ApartRule(name, new RuleForce(true, quality.PlaceOf(key)));
            case var other:
                quality.Faults.Add(other, $"found {YamlValues.Describe(other)} for 'quality.{key}', expected a column, or a mapping of column and warn");
                return null;
        }
    }

    private static string Column(YamlSection section) => section.Required("column", "a column's name").Value;

    private static double Needed(YamlSection section, string key, string expected, Func<double, bool> holds)
    {
        if (!section.Has(key))
            section.Required(key, expected);
        return section.Number(key, expected, holds) ?? 0;
    }

    private static (long? Least, long? Most) Bounds(YamlSection section, string? orElse = null)
    {
        bool IsWhole(double value) => double.IsInteger(value) && value is >= 0 and <= int.MaxValue;
        long? least = (long?)section.Number("min", Whole, IsWhole), most = (long?)section.Number("max", Whole, IsWhole);
        if (!section.Has("min") && !section.Has("max") && (orElse is null || !section.Has(orElse)))
            section.Faults.Add(section.Place, $"found neither min nor max{(orElse is null ? "" : $" nor {orElse}")}, expected one of them at least");
        if (least > most)
            section.Faults.Add(section.PlaceOf("max"), $"found max {Numerals.Count(most.Value)} below min {Numerals.Count(least.Value)}, expected it above");
        return (least, most);
    }
}
