namespace MlCi.Nuke.CommandLines;

/// <summary>What is wrong with a command line: every fault at once, then what would have been right.</summary>
internal static class CommandLineFaults
{
    public static IReadOnlyList<string> Of(CommandLine line, Type build)
    {
        IReadOnlyList<string> targets = DeclaredTargets.Names(build);
        IReadOnlyList<KnownOption> options = KnownOption.Of(build);
        List<string> wrongTargets = [.. NamedTargets(line).Select(name => OfTarget(name, targets)).OfType<string>()];
        List<string> wrongOptions = [.. line.Options.Select(option => OfOption(option, options)).OfType<string>()];
        List<string> others = [.. OfValues(line, options), .. OfRepetition(line, options)];
        if (line.Targets.Count == 0 && !line.Options.Any(option => option.Bare == "target"))
            others.Add(NoTarget(line, targets));

        List<string> faults = [.. wrongTargets.Concat(wrongOptions).Concat(others).Select(fault => "error: " + fault)];
        if (wrongTargets.Count > 0 || line.Targets.Count == 0)
            faults.Add("targets: " + string.Join(", ", targets));
        if (wrongOptions.Count > 0)
            faults.Add("options: " + string.Join(", ", options.Select(option => option.Name).Append("--help").Distinct().Order(StringComparer.Ordinal)));
        return others.Count + wrongOptions.Count + wrongTargets.Count == 0 ? [] : faults;
    }

    private static IEnumerable<string> NamedTargets(CommandLine line) => line.Targets
        .Concat(line.Options.Where(option => option.Bare is "target" or "skip").SelectMany(option => option.Values))
        .SelectMany(value => value.Split('+'));

    private static string? OfTarget(string typed, IReadOnlyList<string> targets) =>
        targets.Any(name => Names.Bare(name) == Names.Bare(typed)) ? null : $"unknown target '{typed}'{Guess(typed, targets)}";

    private static string? OfOption(GivenOption given, IReadOnlyList<KnownOption> options)
    {
        if (Find(given, options) is not null)
            return null;
        int equals = given.Text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? given.Text : given.Text[..equals];
        return equals >= 0 && Find(new GivenOption(name, []), options) is { } option
            ? $"unknown option '{given.Text}': a space parts an option from its value: {option.Name} {given.Text[(equals + 1)..]}"
            : $"unknown option '{given.Text}'{Guess(name, options.Select(o => o.Name))}";
    }

    private static IEnumerable<string> OfValues(CommandLine line, IReadOnlyList<KnownOption> options) =>
        line.Options.Select(given => Find(given, options)?.FaultOf(given.Values)).OfType<string>();

    private static IEnumerable<string> OfRepetition(CommandLine line, IReadOnlyList<KnownOption> options) => line.Options
        .GroupBy(given => given.Bare)
        .Where(group => group.Skip(1).Any() && Find(group.First(), options) is { MayRepeat: false })
        .Select(group => $"{group.First().Text}: found {group.Count()} times, expected once");

    private static string NoTarget(CommandLine line, IReadOnlyList<string> targets)
    {
        (GivenOption Option, string Value) swallowed = line.Options
            .SelectMany(option => option.Values.Select(value => (option, value)))
            .FirstOrDefault(pair => targets.Any(name => Names.Bare(name) == Names.Bare(pair.value)));
        return swallowed.Value is null
            ? "no target is named"
            : $"no target is named: '{swallowed.Value}' is read as a value of {swallowed.Option.Text}, for targets stand before options";
    }

    private static KnownOption? Find(GivenOption given, IReadOnlyList<KnownOption> options) =>
        options.FirstOrDefault(option => Names.Bare(option.Name) == given.Bare);

    private static string Guess(string typed, IEnumerable<string> names) =>
        Names.Nearest(typed, names) is { } name ? $", did you mean '{name}'?" : "";
}
