using MlCi.Findings;
using MlCi.Nuke.CommandLines;
using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>
/// The command line of a build, checked before the host reads it: NUKE ignores options that it does not know, and takes the
/// default for values that it cannot convert.
/// </summary>
/// <example><c>public static int Main(string[] args) => CommandLine.Check&lt;Build&gt;(args) ?? Execute&lt;Build&gt;();</c></example>
public sealed class CommandLine
{
    /// <summary>Parts a command line: targets first, then <c>--name value value</c>.</summary>
    /// <param name="arguments">The arguments, without the program.</param>
    public CommandLine(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Targets = [.. arguments.TakeWhile(argument => !IsOption(argument))];
        List<GivenOption> options = [];
        for (int i = Targets.Count; i < arguments.Count; i = i + 1 + options[^1].Values.Count)
            options.Add(new GivenOption(arguments[i], [.. arguments.Skip(i + 1).TakeWhile(argument => !IsOption(argument))]));
        Options = options;
    }

    /// <summary>The command line of this process.</summary>
    public static CommandLine Current { get; } = new(Environment.GetCommandLineArgs()[1..]);

    /// <summary>What stands before the first option.</summary>
    public IReadOnlyList<string> Targets { get; }

    internal IReadOnlyList<GivenOption> Options { get; }

    /// <summary>Every name that stands where a target is expected.</summary>
    internal IEnumerable<string> NamedTargets => Targets
        .Concat(Options.Where(option => option.Bare == "target").SelectMany(option => option.Values))
        .SelectMany(value => value.Split('+'));

    internal bool AsksForHelp => Options.Any(option => option.Bare is "help" or "h" or "?");

    /// <summary>Checks a command line, prints help if asked for it, or lists every fault.</summary>
    /// <typeparam name="T">The build, whose targets and options are valid.</typeparam>
    /// <param name="arguments">The arguments, without the program.</param>
    /// <returns>An exit code, or null if the build shall go on.</returns>
    public static int? Check<T>(IReadOnlyList<string> arguments)
        where T : NukeBuild, new() => Check<T>(arguments, Console.Out, Console.Error);

    /// <inheritdoc cref="Check{T}(IReadOnlyList{string})"/>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where faults go.</param>
#pragma warning disable CS1573 // the rest is inherited
    public static int? Check<T>(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
#pragma warning restore CS1573
        where T : NukeBuild, new()
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        CommandLine line = new(arguments);
        if (line.AsksForHelp || arguments.Count == 0)
        {
            output.Write(HelpText.Of(new T()));
            return line.AsksForHelp ? ExitCodes.Passed : ExitCodes.Misconfigured;
        }

        IReadOnlyList<string> faults = CommandLineFaults.Of(line, typeof(T));
        if (faults.Count == 0)
            faults = CommandLineFaults.OfScope(line, new T());
        foreach (string fault in faults)
            error.WriteLine($"error {fault}");
        return faults.Count > 0 ? ExitCodes.Misconfigured : null;
    }

    /// <summary>The values of an option, however often it is given; NUKE itself takes only the last.</summary>
    internal string[]? All(string name) => Options.Where(option => option.Bare == name).ToList() is { Count: > 0 } given
        ? [.. given.SelectMany(option => option.Values)]
        : null;

    private static bool IsOption(string argument) => argument.StartsWith('-');
}
