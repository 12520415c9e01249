using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads pipeline.yml. All semantic faults are reported at once with their places; of syntax faults, the first.</summary>
public static class PipelineFile
{
    private static readonly string[] Later =
        ["monitor", "retrain"];

    /// <summary>Reads a definition.</summary>
    /// <param name="text">The text of pipeline.yml.</param>
    /// <param name="file">Its path, as the user would type it, for messages.</param>
    /// <param name="name">The pipeline's name: its folder's.</param>
    /// <exception cref="FaultException">The file cannot be used (exit 2).</exception>
    public static PipelineDefinition Read(string text, string file, string name)
    {
        var faults = new FaultList(file);
        YamlMappingNode parsed = Parse(text, file, faults);
        var root = new YamlSection(parsed, "", faults);

        root.Choice("version", 1, ("1", 1));
        if (!root.Has("version"))
            faults.Add(new SourcePlace(file, 1), "found no 'version', expected version: 1");
        PredictionTask task = root.Choice("task", PredictionTask.Binary, [.. PredictionTasks.All]);
        if (!root.Has("task"))
            faults.Add(new SourcePlace(file, 1), "found no 'task', expected task: binary, multiclass or regression");

        YamlSection? data = root.Section("data", "a mapping of train and holdout");
        YamlSection? label = root.Section("label", "a mapping of column and positive");
        YamlSection? train = root.Section("train", "a mapping with 'project' or 'command'");
        YamlSection? predict = root.Section("predict", "a mapping with 'command' or 'timeout'");
        foreach ((YamlSection? section, string key) in new[] { (data, "data"), (label, "label"), (train, "train") })
        {
            if (section is null && !root.Has(key))
                faults.Add(new SourcePlace(file, 1), $"found no '{key}', expected it");
        }

        TestsRule? tests = TrainReader.Tests(root);
        TrainRule training = TrainReader.Train(train);
        PredictRule predicting = TrainReader.Predict(predict, train);
        bool hasProject = training.Project is not null || predicting.Project is not null;
        Placed? weight = data?.Optional("weight", "a column's name");
        Placed? cluster = data?.Optional("cluster", "a column's name");
        RuleSet rules = RuleReader.Read(root, task, isSampled: weight is not null || cluster is not null);
        HoldoutRule holdoutUse = HoldoutUseReader.Read(root, rules);
        Placed nowhere = new("", new SourcePlace(file, 1));
        bool championIsOptional = root.Choice("champion", false, ("optional", true), ("required", false));
        PipelineDefinition definition = new()
        {
            Name = name,
            File = file,
            Task = task,
            Weight = weight,
            Cluster = cluster,
            Train = DataPointer.DataOf(data?.Required("train", "the path of the training data") ?? nowhere),
            Holdout = DataPointer.DataOf(data?.Required("holdout", "the path of the holdout") ?? nowhere),
            Labels = Labels(data),
            Key = data?.Optional("key", "a column's name"),
            Schema = root.Optional("schema", "the path of a JSON Schema") ?? nowhere with { Value = "schema.json" },
            Label = label?.Required("column", "a column's name") ?? nowhere,
            Positive = Positive(label, task) ?? nowhere,
            Tests = tests,
            Training = training,
            Predicting = predicting,
            Commands = CommandReader.Setting(train, hasCommands: training.Command is not null || predicting.Command is not null || tests?.Command is not null),
            Requires = RequiresReader.Read(root),
            Notes = PipelineNotes.Read(root),
            Parameters = root.Json("params", "a mapping"),
            Seed = (long)(root.Number("seed", "a whole number from 0 to 2147483647", seed => double.IsInteger(seed) && seed is >= 0 and <= int.MaxValue) ?? 0),
            Alpha = holdoutUse.LevelOf(rules.Alpha),
            Power = rules.Power,
            Decision = rules.Decision,
            Metrics = rules.Metrics,
            Gates = rules.Gates,
            Slices = rules.Slices,
            Compare = rules.Compare,
            Fairness = rules.Fairness,
            Robustness = rules.Robustness,
            Quality = QualityReader.Read(root, task),
            WorstSlices = rules.WorstSlices,
            HoldoutUse = holdoutUse,
            Registry = RegistryReader.Read(root),
            ChampionIsOptional = championIsOptional,
            ChampionPlace = root.PlaceOf("champion"),
            Promotion = PromoteReader.Read(root),
            Attest = AttestReader.Read(root),
            Image = ImageReader.Image(root, hasProject),
            Serve = ImageReader.Serve(root, hasProject),
            RulesDigest = "",
        };

        data?.RejectUnknown();
        label?.RejectUnknown();
        train?.RejectUnknown();
        predict?.RejectUnknown();
        root.RejectUnknown(Later);
        PipelineSchema.AddMissed(parsed, faults);
        faults.ThrowIfAny();
        return definition with { RulesDigest = RulesDigest.Of(definition) };
    }

    // Without names one row less would give all that follow the label of another.
    private static Placed? Labels(YamlSection? data)
    {
        if (data?.Optional("labels", "the path of the holdout's labels") is not { } labels)
            return null;
        if (!data.Has("key"))
            data.Faults.Add(labels.Place, "found 'data.labels' without 'data.key', expected the column that names each row in the holdout and in its labels");
        // Of several files one may lie in git, where everybody reads it, beside another that does not.
        if (labels.Value.AsSpan().IndexOfAny("*?") >= 0)
            data.Faults.Add(labels.Place, $"found the pattern {YamlValues.Shown(labels.Value)} for 'data.labels', expected the path of one file");
        return DataPointer.DataOf(labels);
    }

    /// <summary>Reads nothing but the path of labels that lie apart: what else the file says does not matter where data are pulled.</summary>
    /// <inheritdoc cref="Read"/>
    public static Placed? ReadLabels(string text, string file)
    {
        var faults = new FaultList(file);
        Placed? labels = new YamlSection(Parse(text, file, faults), "", faults).Section("data", "a mapping of train and holdout")?.Optional("labels", "the path of the holdout's labels");
        faults.ThrowIfAny();
        return labels is null ? null : DataPointer.DataOf(labels);
    }

    private static Placed? Positive(YamlSection? label, PredictionTask task)
    {
        if (task == PredictionTask.Binary)
            return label?.Required("positive", "the value that counts as positive");
        if (label?.Optional("positive", "nothing") is { } positive)
            label.Faults.Add(positive.Place, $"found 'label.positive' in the task {PredictionTasks.NameOf(task)}, expected it in the task binary only");
        return null;
    }

    /// <summary>The one mapping that a YAML file is.</summary>
    internal static YamlMappingNode Parse(string text, string file, FaultList faults, string keys = "version, task, data")
    {
        string expected = $"one mapping of keys such as {keys}";
        try
        {
            YamlBounds.Check(text, faults);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents switch
            {
                [{ RootNode: YamlMappingNode root }] => root,
                [var other] => throw FaultException.Misconfigured($"found {YamlValues.Describe(other.RootNode)}, expected {expected}", new SourcePlace(file, 1)),
                [] => throw FaultException.Misconfigured($"found nothing, expected {expected}", new SourcePlace(file, 1)),
                [_, var second, ..] => throw FaultException.Misconfigured($"found a second document, expected {expected}", faults.PlaceOf(second.RootNode)),
            };
        }
        catch (YamlException e)
        {
            throw SyntaxFault(text, e, faults);
        }
    }

    private static FaultException SyntaxFault(string text, YamlException e, FaultList faults)
    {
        // The reader names the place where it gave up, which may be lines before the tab.
        string[] lines = text.Split('\n');
        for (int line = (int)Math.Max(1, e.Start.Line); line <= lines.Length; line++)
        {
            int indent = lines[line - 1].Length - lines[line - 1].TrimStart().Length;
            int tab = lines[line - 1].AsSpan(0, indent).IndexOf('\t');
            if (tab >= 0)
                return FaultException.Misconfigured("found a tab in the indentation, expected spaces", new SourcePlace(faults.File, line, tab + 1));
            if (!e.Message.Contains(" tab ", StringComparison.Ordinal))
                break;
        }

        const string Duplicate = "Duplicate key ";
        return FaultException.Misconfigured(
            e.Message.StartsWith(Duplicate, StringComparison.Ordinal)
                ? $"found key '{YamlValues.Shown(e.Message[Duplicate.Length..])}' twice, expected it once"
                : $"found text that is not YAML, expected YAML 1.2: {e.Message.TrimEnd('.')}",
            faults.At(e.Start));
    }
}
