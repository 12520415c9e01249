using System.CommandLine;
using MlCi.Findings;

namespace MlCi.Cli;

/// <summary>Options of all commands that mean nothing to some: these refuse them, and their help leaves them out.</summary>
internal sealed class UnusedOptions
{
    private readonly Dictionary<Command, Option[]> ofCommands = [];

    /// <summary>Sets what a command does, which is nothing where it is given an option that it does not use.</summary>
    /// <param name="command">The command.</param>
    /// <param name="unused">What it does not use.</param>
    /// <param name="run">What it does; gives its exit code, and may throw faults.</param>
    public void SetAction(Command command, Option[] unused, Func<ParseResult, int> run)
    {
        ofCommands.Add(command, unused);
        // Here and not where the line is parsed, which would refuse to help whoever asks how to write it.
        command.SetAction(result => PrintedFaults.Of(() =>
        {
            Fault[] faults = [.. Faults(result, command)];
            return faults.Length > 0 ? throw FaultException.Misconfigured(faults) : run(result);
        }));
    }

    /// <summary>What a command does not use; of several commands under one name, what none of them does.</summary>
    public IEnumerable<Option> Of(Command command) => ofCommands.TryGetValue(command, out Option[]? own) ? own
        : command.Subcommands.Count == 0 ? [] : command.Subcommands.Select(Of).Aggregate((all, one) => all.Intersect(one));

    private IEnumerable<Fault> Faults(ParseResult result, Command command) => ofCommands[command]
        .Where(option => result.GetResult(option) is { Implicit: false })
        .Select(option => new Fault($"found '{option.Name}', which {command.Name} does not use; expected it to be left out"));
}
