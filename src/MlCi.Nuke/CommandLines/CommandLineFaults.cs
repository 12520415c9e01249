using MlCi.Findings;
using Nuke.Common;

namespace MlCi.Nuke.CommandLines;

/// <summary>What is wrong with a command line: every fault at once, each with what was found and what was expected.</summary>
internal static class CommandLineFaults
{
    public static IReadOnlyList<string> Of(CommandLine line, Type build)
    {
        IReadOnlyList<string> targets = DeclaredTargets.Names(build);
        IReadOnlyList<KnownOption> options = KnownOption.Of(build);
        IEnumerable<string> skipped = line.Options.Where(option => option.Bare == "skip").SelectMany(option => option.Values);
        return
        [
            .. line.NamedTargets.Concat(skipped).Select(name => OfTarget(name, targets)).OfType<string>(),
            .. line.Options.Select(option => OfOption(option, options)).OfType<string>(),
            .. OfRepetition(line, options),
            .. line.NamedTargets.Any() ? [] : new[] { NoTarget(line, targets) },
        ];
    }

    /// <summary>Options of a target that is not going to run would be ignored without a word.</summary>
    public static IReadOnlyList<string> OfScope(CommandLine line, NukeBuild build)
    {
        IReadOnlyList<DeclaredTarget> targets = DeclaredTargets.Of(build);
        List<string> planned = [.. targets.Where(target => line.NamedTargets.Any(name => Names.Bare(name) == Names.Bare(target.Name))).Select(target => target.Name)];
        for (int i = 0; i < planned.Count; i++)
            planned.AddRange(targets.Single(target => target.Name == planned[i]).DependsOn.Except(planned));

        IReadOnlyList<KnownOption> options = KnownOption.Of(build.GetType());
        return
        [
            .. line.Options.Select(given => Find(given, options)).OfType<KnownOption>()
                .Where(option => option.Targets.Count > 0 && !option.Targets.Intersect(planned).Any())
                .Select(option => $"found option '{option.Name}' without its target, expected {string.Join(" or ", option.Targets)}"),
        ];
    }

    private static string? OfTarget(string typed, IReadOnlyList<string> targets) =>
        targets.Any(name => Names.Bare(name) == Names.Bare(typed))
            ? null
            : $"found target '{typed}', expected {NearestName.Suggest(typed, targets)}";

    private static string? OfOption(GivenOption given, IReadOnlyList<KnownOption> options)
    {
        if (Find(given, options) is { } known)
            return known.FaultOf(given.Values);

        string[] parts = given.Text.Split('=', 2);
        return parts.Length == 2 && Find(new GivenOption(parts[0], []), options) is { } option
            ? $"found option '{given.Text}', expected a space between name and value: {option.Name} {parts[1]}"
            : $"found option '{given.Text}', expected {NearestName.Suggest(parts[0], HelpText.Options(options).Select(o => o.Name))}";
    }

    private static IEnumerable<string> OfRepetition(CommandLine line, IReadOnlyList<KnownOption> options) => line.Options
        .GroupBy(given => given.Bare)
        .Where(group => group.Skip(1).Any() && Find(group.First(), options) is { MayRepeat: false })
        .Select(group => $"found {group.Count()} values for '{group.First().Text}', expected one");

    private static string NoTarget(CommandLine line, IReadOnlyList<string> targets)
    {
        (string Option, string Value) swallowed = line.Options
            .SelectMany(option => option.Values.Select(value => (option.Text, value)))
            .FirstOrDefault(pair => targets.Any(name => Names.Bare(name) == Names.Bare(pair.value)));
        return swallowed.Value is null
            ? $"found no target, expected one of {string.Join(", ", targets)}"
            : $"found no target, since '{swallowed.Value}' is read as a value of {swallowed.Option}: targets stand before options";
    }

    private static KnownOption? Find(GivenOption given, IReadOnlyList<KnownOption> options) =>
        options.FirstOrDefault(option => Names.Bare(option.Name) == given.Bare);
}
