using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads commands, and what they stand on.</summary>
internal static partial class CommandReader
{
    private static readonly string[] Places = ["{data}", "{params}", "{seed}", "{out}", "{model}", "{key}", "{urls}"];

    /// <summary>The command of a section: a list, or a line of the shell where it is asked for; null where there is none.</summary>
    /// <param name="section">The section.</param>
    /// <param name="needed">The options without which it cannot do its work: where one has a place of its own, these must have one, too.</param>
    public static CommandRule? Read(YamlSection section, params string[] needed)
    {
        CommandRule? command = ReadAny(section);
        if (command is null || !Places.Any(place => Stands(command, place)))
            return command;
        foreach (string lacking in needed.Select(name => $"{{{name}}}").Where(place => !Stands(command, place)))
            section.Faults.Add(command.Place, $"found no {lacking} in a command with places of its own, expected {string.Join(", ", needed.Select(name => $"{{{name}}}"))} in it");
        return command;
    }

    private static bool Stands(CommandRule command, string place) => command.Arguments.Any(argument => argument.Contains(place, StringComparison.Ordinal));

    private static CommandRule? ReadAny(YamlSection section)
    {
        Placed? line = section.Optional("shell", "a line of the shell");
        IReadOnlyList<YamlNode> nodes = section.List("command", "a list of an executable and its arguments, such as [python3, model/train.py]");
        if (section.Has("shell") && section.Has("command"))
            section.Faults.Add(section.PlaceOf("shell"), "found both 'command' and 'shell', expected one of them");
        if (line is not null)
            return new CommandRule([line.Value], IsShell: true, line.Place);
        if (section.IsEmptyList("command"))
            section.Faults.Add(section.PlaceOf("command"), "found an empty 'command', expected an executable and its arguments");
        foreach (YamlNode node in nodes.Where(node => Argument(node) is null))
            section.Faults.Add(node, $"found {YamlValues.Describe(node)} among the arguments of a command, expected text");
        return nodes.Count == 0 ? null : new CommandRule([.. nodes.Select(node => Argument(node) ?? "")], IsShell: false, section.PlaceOf("command"));
    }

    /// <summary>What a pipeline's commands stand on; nothing may be set where no command runs.</summary>
    public static CommandSetting Setting(YamlSection? train, bool hasCommands)
    {
        if (train is null)
            return new CommandSetting();
        var setting = new CommandSetting
        {
            Folder = train.Optional("folder", "the path of the working folder"),
            Files = Files(train),
            Lock = train.Optional("lock", "the path of the lock file of the packages"),
            Environment = Environment(train),
            PassedOn = [.. Names(train)],
        };
        if (!hasCommands)
        {
            foreach (string key in new[] { "folder", "files", "lock" }.Where(train.Has))
                train.Faults.Add(train.PlaceOf(key), $"found 'train.{key}' without a command, expected it beside train.command or predict.command");
        }

        return setting;
    }

    /// <summary>A time; null where it is absent or at fault.</summary>
    public static TimeSpan? Timeout(YamlSection? section, string key = "timeout")
    {
        const string Expected = "a time such as 90s, 5m or 2h, at most 168h";
        if (section?.Optional(key, Expected) is not { } found)
            return null;
        TimeSpan? timeout = YamlValues.ToDuration(found.Value);
        if (timeout is null)
            section.Faults.Add(found.Place, $"found {key} {YamlValues.Shown(found.Value)}, expected {Expected}");
        return timeout;
    }

    /// <summary>An amount of memory in bytes; null where it is absent or at fault.</summary>
    public static long? Memory(YamlSection section)
    {
        const string Expected = "an amount such as 512MB or 2GB";
        if (section.Optional("memory", Expected) is not { } found)
            return null;
        if (YamlValues.ToBytes(found.Value) is { } bytes)
            return bytes;
        section.Faults.Add(found.Place, $"found memory {YamlValues.Shown(found.Value)}, expected {Expected}");
        return null;
    }

    // An empty argument is one, where it stands in quotes.
    private static string? Argument(YamlNode node) => YamlValues.Text(node) ?? (node is YamlScalarNode { Value: "", Style: not YamlDotNet.Core.ScalarStyle.Plain } ? "" : null);

    private static List<Placed> Files(YamlSection train)
    {
        List<Placed> files = [];
        foreach (YamlNode node in train.List("files", "a list of patterns, such as model/**/*.py"))
        {
            if (YamlValues.Text(node) is { } text)
                files.Add(new Placed(text, train.Faults.PlaceOf(node)));
            else
                train.Faults.Add(node, $"found {YamlValues.Describe(node)} for 'train.files', expected a pattern such as model/**/*.py");
        }

        if (train.IsEmptyList("files"))
            train.Faults.Add(train.PlaceOf("files"), "found an empty 'train.files', expected patterns, or the key left out for all files of the pipeline");
        return files;
    }

    private static Dictionary<string, string> Environment(YamlSection train)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (train.Node("environment") is not { } node)
            return variables;
        if (node is not YamlMappingNode mapping)
        {
            train.Faults.Add(node, $"found {YamlValues.Describe(node)} for 'train.environment', expected a mapping of variables and their values");
            return variables;
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string? name = YamlValues.Text(key);
            if (name is null || !VariableName().IsMatch(name))
                train.Faults.Add(key, $"found variable {YamlValues.Describe(key)}, expected letters, digits and underscores");
            else if (value is not YamlScalarNode { Value: { } text })
                train.Faults.Add(value, $"found {YamlValues.Describe(value)} for variable {name}, expected text");
            else
                variables[name] = text;
        }

        return variables;
    }

    private static IEnumerable<string> Names(YamlSection train)
    {
        foreach (YamlNode node in train.List("pass", "a list of names of variables, such as CUDA_VISIBLE_DEVICES"))
        {
            if (YamlValues.Text(node) is { } name && VariableName().IsMatch(name))
                yield return name;
            else
                train.Faults.Add(node, $"found {YamlValues.Describe(node)} for 'train.pass', expected the name of a variable");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();
}
