using System.Globalization;
using MlCi.Adapters.Processes;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>How a verb of a model's program (train, predict, tests) is run, but for the paths that it is given.</summary>
/// <param name="Title">The verb, for messages.</param>
/// <param name="Rule">The executable and its arguments.</param>
/// <param name="Folder">The working folder.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Limits">How long it may take, and with how much.</param>
public sealed record VerbCommand(string Title, CommandRule Rule, string Folder, IReadOnlyDictionary<string, string> Environment, ProgramLimits Limits)
{
    private const string Shell = "/bin/sh";

    /// <summary>Whether it runs in a copy of the folder that goes when it has ended, so that what it writes beside itself is found by no later run.</summary>
    public bool RunsInCopy { get; init; }

    /// <summary>What must not be read in its output.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// The call with its options: each takes the place of its name in braces, <c>{data}</c>, wherever that stands; where no argument
    /// has one, all follow as <c>--data PATH</c>.
    /// </summary>
    /// <param name="options">Names without dashes, and values.</param>
    public ProgramCall With(params (string Name, string Value)[] options)
    {
        bool placed = Rule.Arguments.Any(argument => options.Any(option => argument.Contains($"{{{option.Name}}}", StringComparison.Ordinal)));
        string[] given = placed
            ? [.. Rule.Arguments.Select(argument => options.Aggregate(argument, (text, option) => text.Replace($"{{{option.Name}}}", Quoted(option.Value), StringComparison.Ordinal)))]
            : [.. Rule.Arguments, .. options.SelectMany(option => (string[])[$"--{option.Name}", Quoted(option.Value)])];
        string[] whole = Rule.IsShell ? [Shell, "-c", string.Join(' ', given)] : given;
        return new ProgramCall(Title, whole[0], whole[1..], Folder, Environment, Limits.Timeout) { Memory = Limits.Memory, Threads = Limits.Threads, Secrets = Secrets };
    }

    /// <summary>A number as programs read it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // What the shell reads as one word, whatever stands in it.
    private string Quoted(string value) => Rule.IsShell ? $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'" : value;
}

/// <summary>What a program may use.</summary>
/// <param name="Timeout">The longest that it may take.</param>
/// <param name="Memory">The most resident memory of it and its children in bytes, or null for no limit.</param>
/// <param name="Threads">How many threads it is told to use.</param>
public sealed record ProgramLimits(TimeSpan Timeout, long? Memory = null, int Threads = 1);
