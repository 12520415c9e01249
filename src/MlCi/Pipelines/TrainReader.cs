using MlCi.Data;
using MlCi.Findings;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads how a model is made: <c>train</c>, <c>predict</c> and <c>tests</c>.</summary>
internal static class TrainReader
{
    private const string OneOf = "one of project, command, shell and external";
    private static readonly TimeSpan TrainTimeout = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan PredictTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TestsTimeout = TimeSpan.FromMinutes(15);

    public static TrainRule Train(YamlSection? section)
    {
        var nowhere = new SourcePlace("", 1);
        if (section is null)
            return new TrainRule { Timeout = TrainTimeout, Place = nowhere };
        var rule = new TrainRule
        {
            Project = section.Optional("project", "the path of a C# project"),
            Command = CommandReader.Read(section, "data", "out"),
            External = External(section),
            Timeout = CommandReader.Timeout(section) ?? TrainTimeout,
            Memory = CommandReader.Memory(section),
            Threads = (int)(section.Number("threads", "a whole number from 1 to 1024", value => double.IsInteger(value) && value is >= 1 and <= 1024) ?? 1),
            Repeats = (int)(section.Number("repeats", "a whole number from 1 to 50", value => double.IsInteger(value) && value is >= 1 and <= 50) ?? 1),
            Reproduce = Reproduce(section),
            Place = section.Place,
        };
        string[] ways = [.. new[] { "project", "command", "shell", "external" }.Where(section.Has)];
        if (ways.Length != 1)
            section.Faults.Add(section.Place, ways.Length == 0 ? $"found no 'train.project', expected {OneOf}" : $"found {string.Join(" and ", ways)} in 'train', expected {OneOf}");
        if (section.Has("external") && section.Has("repeats"))
            section.Faults.Add(section.PlaceOf("repeats"), "found 'train.repeats' of a model that is trained elsewhere, expected it where MlCi trains");
        return rule;
    }

    public static PredictRule Predict(YamlSection? section, YamlSection? train)
    {
        var rule = new PredictRule(
            section?.Optional("project", "the path of a C# project"),
            section is null ? null : CommandReader.Read(section, "model", "data", "out"),
            CommandReader.Timeout(section) ?? PredictTimeout,
            section is null ? null : CommandReader.Memory(section));
        if (train is null)
            return rule;
        string[] ways = section is null ? [] : [.. new[] { "project", "command", "shell" }.Where(section.Has)];
        if (train.Has("project") && ways.Length > 0)
            section!.Faults.Add(section.PlaceOf(ways[0]), $"found 'predict.{ways[0]}' beside 'train.project', expected the project to predict, too");
        else if (ways.Length > 1)
            section!.Faults.Add(section.Place, $"found {string.Join(" and ", ways)} in 'predict', expected one of them");
        else if (train.Has("external") && ways.Length == 0)
            train.Faults.Add(section?.Place ?? train.Place, "found no way to predict with a model that was trained elsewhere, expected predict.command or predict.project");
        else if (!train.Has("project") && (train.Has("command") || train.Has("shell")) && (ways.Length == 0 || ways[0] == "project"))
            train.Faults.Add(section?.Place ?? train.Place, "found no 'predict.command' beside 'train.command', expected the command that predicts");
        return rule;
    }

    /// <summary>The tests, or null where pipeline.yml says that there are none.</summary>
    public static TestsRule? Tests(YamlSection root)
    {
        const string Expected = "the path of a test project, a mapping with 'command', or none";
        switch (root.Node("tests"))
        {
            case null:
                root.Faults.Add(new SourcePlace(root.Faults.File, 1), "found no 'tests', expected the path of a test project, or tests: none");
                return null;
            case YamlMappingNode mapping:
                var section = new YamlSection(mapping, "tests.", root.Faults);
                CommandRule? command = CommandReader.Read(section);
                TimeSpan timeout = CommandReader.Timeout(section) ?? TestsTimeout;
                if (command is null && !section.Has("command") && !section.Has("shell"))
                    root.Faults.Add(mapping, "found no 'tests.command', expected the command that runs the tests");
                // An exit code says nothing of tests that were never found.
                if (command is not null && !command.Arguments.Any(argument => argument.Contains("{results}", StringComparison.Ordinal)))
                    root.Faults.Add(command.Place, "found no {results} in the command of the tests, expected it where the path of the JUnit XML file stands that they write, such as pytest --junitxml={results}");
                section.RejectUnknown();
                return new TestsRule(Project: null, command, timeout, section.Place);
            case var node when YamlValues.Text(node) is { } text:
                return text == "none" ? null : new TestsRule(new Placed(text, root.PlaceOf("tests")), Command: null, TestsTimeout, root.PlaceOf("tests"));
            case var other:
                root.Faults.Add(other, $"found {YamlValues.Describe(other)} for 'tests', expected {Expected}");
                return null;
        }
    }

    private static ExternalModel? External(YamlSection train)
    {
        if (train.Section("external", "a mapping of model, digest and run") is not { } section)
            return null;
        var model = new ExternalModel(
            section.Required("model", "the path of the model's file or folder"),
            section.Required("digest", "the digest of the model: sha256: and 64 hexadecimal digits"),
            section.Required("run", "the path of the record of the run that made it, JSON"));
        if (model.Digest.Value.Length > 0 && !Digest.IsWellFormed(model.Digest.Value))
            section.Faults.Add(model.Digest.Place, $"found {YamlValues.Shown(model.Digest.Value)} for 'train.external.digest', expected sha256: and 64 hexadecimal digits");
        section.RejectUnknown();
        return model;
    }

    private static ReproduceRule Reproduce(YamlSection train)
    {
        if (train.Section("reproducible", "a mapping of tolerance and time_limit") is not { } section)
            return new ReproduceRule(Tolerance: null, TimeLimit: null);
        var rule = new ReproduceRule(
            section.Number("tolerance", "a number more than 0", value => value > 0),
            CommandReader.Timeout(section, "time_limit"));
        section.RejectUnknown();
        return rule;
    }
}
