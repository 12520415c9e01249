using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads <c>image</c> and <c>serve</c>: what is built of program and model, and how that is tried.</summary>
internal static class ImageReader
{
    private const string Amount = "an amount such as 512MB or 2GB";
    private const string Moment = "a time such as 20ms, 0.5s or 2s, at most 168h";

    /// <summary>The image, or null where none is asked for.</summary>
    /// <param name="root">The file.</param>
    /// <param name="isProject">Whether a C# project predicts: its image is written by MlCi, on a base.</param>
    public static ImageRule? Image(YamlSection root, bool isProject)
    {
        if (root.Section("image", "a mapping with 'base' or 'dockerfile'") is not { } section)
            return null;
        ImageRule defaults = new() { Place = section.Place };
        ImageRule rule = defaults with
        {
            Base = section.Optional("base", "an image with its digest, such as registry.example/base@sha256:…, or debian"),
            Dockerfile = section.Optional("dockerfile", "the path of a Dockerfile"),
            Arguments = Arguments(section),
            Memory = CommandReader.Memory(section) ?? defaults.Memory,
            Cores = section.Number("cores", "a number from 0.01 to 1024", value => value is >= 0.01 and <= 1024) ?? defaults.Cores,
            ReadyWithin = CommandReader.Timeout(section, "ready_within") ?? defaults.ReadyWithin,
            Parity = Parity(section.Section("parity", "a mapping of rows and tolerance"), defaults.Parity),
            Limits = Limits(section.Section("limits", "a mapping of size, start, p50, p99 and memory")),
        };
        CheckWay(section, rule, isProject);
        section.RejectUnknown();
        return rule;
    }

    /// <summary>How commands serve, or null.</summary>
    /// <param name="root">The file.</param>
    /// <param name="isProject">Whether a C# project predicts, which serves by itself.</param>
    public static ServeRule? Serve(YamlSection root, bool isProject)
    {
        if (root.Section("serve", "a mapping with 'command'") is not { } section)
            return null;
        CommandRule? command = CommandReader.Read(section, "model", "urls");
        if (isProject)
            section.Faults.Add(section.Place, "found 'serve' beside a project, expected it to be left out: a model program serves by itself");
        else if (command is null && !section.Has("command") && !section.Has("shell"))
            section.Faults.Add(section.Place, "found no 'serve.command', expected the command that serves");
        if (command is { IsShell: true })
            section.Faults.Add(command.Place, "found 'serve.shell', expected serve.command: a shell would not pass on the signal to stop");
        section.RejectUnknown();
        return command is null ? null : new ServeRule(command);
    }

    private static void CheckWay(YamlSection section, ImageRule rule, bool isProject)
    {
        if (isProject)
        {
            if (rule.Dockerfile is { } file)
                section.Faults.Add(file.Place, "found 'image.dockerfile' beside a project, expected image.base: MlCi writes the image of a C# program itself");
            if (rule.Base is null && !section.Has("base"))
                section.Faults.Add(section.Place, "found no 'image.base', expected an image with its digest, such as registry.example/base@sha256:…, or debian");
        }
        else
        {
            if (rule.Base is { } named)
                section.Faults.Add(named.Place, "found 'image.base' without a project, expected image.dockerfile, and the base as an argument in image.args");
            if (rule.Dockerfile is null && !section.Has("dockerfile"))
                section.Faults.Add(section.Place, "found no 'image.dockerfile', expected the path of a Dockerfile");
        }

        if (isProject && section.Has("args"))
            section.Faults.Add(section.PlaceOf("args"), "found 'image.args' without a Dockerfile, expected it beside image.dockerfile");
    }

    private static Dictionary<string, string> Arguments(YamlSection section)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (section.Node("args"))
        {
            case null:
                break;
            case YamlMappingNode mapping:
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                {
                    if (YamlValues.Text(key) is { } name && value is YamlScalarNode { Value: { } text })
                        arguments[name] = text;
                    else
                        section.Faults.Add(value, $"found {YamlValues.Describe(value)} in 'image.args', expected text");
                }

                break;
            case var other:
                section.Faults.Add(other, $"found {YamlValues.Describe(other)} for 'image.args', expected a mapping of build arguments and their values");
                break;
        }

        return arguments;
    }

    private static ParityRule Parity(YamlSection? section, ParityRule defaults)
    {
        if (section is null)
            return defaults;
        var rule = new ParityRule(
            (int)(section.Number("rows", "a whole number from 1 to 100000", value => double.IsInteger(value) && value is >= 1 and <= 100_000) ?? defaults.Rows),
            section.Number("tolerance", "a number of at least 0", value => value >= 0) ?? defaults.Tolerance);
        section.RejectUnknown();
        return rule;
    }

    private static ImageLimits Limits(YamlSection? section)
    {
        if (section is null)
            return new ImageLimits();
        var limits = new ImageLimits
        {
            Size = Limit(section, "size", Amount, YamlValues.ToBytes),
            Start = Limit(section, "start", Moment, YamlValues.ToMoment),
            P50 = Limit(section, "p50", Moment, YamlValues.ToMoment),
            P99 = Limit(section, "p99", Moment, YamlValues.ToMoment),
            Memory = Limit(section, "memory", Amount, YamlValues.ToBytes),
        };
        section.RejectUnknown();
        return limits;
    }

    private static LimitOf<T>? Limit<T>(YamlSection section, string key, string expected, Func<string, T?> read)
        where T : struct
    {
        if (section.Optional(key, expected) is not { } found)
            return null;
        if (read(found.Value) is { } value)
            return new LimitOf<T>(value, found.Place);
        section.Faults.Add(found.Place, $"found {YamlValues.Shown(found.Value)} for 'image.limits.{key}', expected {expected}");
        return null;
    }
}
