using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class PipelineFileTests
{
    [Fact]
    public void Sample_HasWhatItSays_AndDefaultsForTheRest()
    {
        PipelineDefinition read = Sample.Read(Sample.Text);

        Assert.Equal(("churn", Sample.File), (read.Name, read.File));
        Assert.Equal(("train.csv", "holdout.csv", "schema.json"), (read.Train.Value, read.Holdout.Value, read.Schema.Value));
        Assert.Equal(("churn", "Yes"), (read.Label.Value, read.Positive.Value));
        Assert.Null(read.Key);
        Assert.Null(read.Tests);
        Assert.Equal("model.csproj", read.Training.Project!.Value);
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10)), (read.Training.Timeout, read.Predicting.Timeout));
        Assert.Empty(read.Parameters);
        Assert.Equal(0, read.Seed);
        Assert.Equal((.05, .8, .5), (read.Alpha, read.Power, read.Decision));
        Assert.False(read.ChampionIsOptional);
    }

    [Fact]
    public void Places_AreThoseOfTheValues()
    {
        PipelineDefinition read = Sample.Read(Sample.And("champion: optional"));

        Assert.Equal($"{Sample.File}:3:15", read.Train.Place.ToString());
        Assert.Equal($"{Sample.File}:4:34", read.Positive.Place.ToString());
        Assert.Equal($"{Sample.File}:9:24", read.Gates[0].Place.ToString());
        Assert.Equal($"{Sample.File}:13:11", read.ChampionPlace.ToString());
    }

    [Fact]
    public void EverythingOptional_IsTaken()
    {
        PipelineDefinition read = Sample.Read(Sample.With("tests: none", "tests: tests.csproj").Replace("holdout.csv}", "holdout.csv, key: id}", StringComparison.Ordinal)
            .Replace("model.csproj}", "model.csproj, timeout: 90s}", StringComparison.Ordinal) + """
            schema: row.json
            predict: {timeout: 1.5h}
            seed: 2147483647
            alpha: 0.01
            power: 0.9
            decision: 0.25
            champion: required
            """);

        Assert.Equal(("id", "tests.csproj", "row.json"), (read.Key?.Value, read.Tests?.Project?.Value, read.Schema.Value));
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(90)), (read.Training.Timeout, read.Predicting.Timeout));
        Assert.Equal(2147483647, read.Seed);
        Assert.Equal((.01, .9, .25), (read.Alpha, read.Power, read.Decision));
        Assert.False(read.ChampionIsOptional);
    }

    [Theory]
    [InlineData("", "1: found nothing, expected one mapping of keys such as version, task, data")]
    [InlineData("# nothing yet\n", "1: found nothing, expected one mapping of keys such as version, task, data")]
    [InlineData("~", "1: found nothing, expected one mapping of keys such as version, task, data")]
    [InlineData("- version: 1", "1: found a list, expected one mapping of keys such as version, task, data")]
    [InlineData("version", "1: found version, expected one mapping of keys such as version, task, data")]
    [InlineData("version: 1\n---\nversion: 1", "3:1: found a second document, expected one mapping of keys such as version, task, data")]
    public void NotOneMapping_IsAFault(string text, string fault) => Assert.Equal(fault, Sample.Faults(text));

    [Theory]
    [InlineData("version: 1\ndata:\n\ttrain: x", "3:1: found a tab in the indentation, expected spaces")]
    [InlineData("version: 1\ndata:\n  \ttrain: x\n  \tholdout: y", "3:3: found a tab in the indentation, expected spaces")]
    [InlineData("version: 1\ngates:\n\t- metric: auc", "3:1: found a tab in the indentation, expected spaces")]
    [InlineData("version: 1\ndata:\n  train: x\n\tholdout: y", "4:1: found a tab in the indentation, expected spaces")]
    [InlineData("a: |\n  x\n  \ty\nb: [", "5:1: found text that is not YAML, expected YAML 1.2: While parsing a node, did not find expected node content")]
    [InlineData("version: 1\nversion: 2", "2:1: found key 'version' twice, expected it once")]
    [InlineData("data: {train: a, train: b}", "1:18: found key 'train' twice, expected it once")]
    [InlineData("version: [1", "2:1: found text that is not YAML, expected YAML 1.2: While parsing a flow sequence, did not find expected ',' or ']'")]
    [InlineData("version: *one", "1:10: found alias '*one', expected the name of an anchor that ends before it")]
    public void SyntaxFault_IsTheOnlyOne(string text, string fault) => Assert.Equal(fault, Sample.Faults(text));

    [Fact]
    public void EmptyMapping_NamesEverythingThatItLacks() => Assert.Equal(
        """
        1: found no 'version', expected version: 1
        1: found no 'task', expected task: binary, multiclass or regression
        1: found no 'data', expected it
        1: found no 'label', expected it
        1: found no 'train', expected it
        1: found no 'tests', expected the path of a test project, or tests: none
        1:1: found no 'gates', expected at least one limit, such as {metric: auc, min: 0.8}
        """,
        Sample.Faults("{}"));

    [Theory]
    [InlineData("version: 1", "version: 2", "1:10: found 2 for 'version', expected 1")]
    [InlineData("task: binary", "task: ranking", "2:7: found ranking for 'task', expected binary, multiclass or regression")]
    [InlineData("task: binary", "task:", "2:6: found nothing for 'task', expected binary, multiclass or regression")]
    [InlineData("task: binary", "task: ~", "2:7: found nothing for 'task', expected binary, multiclass or regression")]
    [InlineData("train: train.csv, ", "", "3:7: found no 'data.train', expected the path of the training data")]
    [InlineData("train: train.csv", "train: [a]", "3:15: found a list for 'data.train', expected the path of the training data")]
    [InlineData("{train: train.csv, holdout: holdout.csv}", "a.csv", "3:7: found a.csv for 'data', expected a mapping of train and holdout")]
    [InlineData(", positive: \"Yes\"", "", "4:8: found no 'label.positive', expected the value that counts as positive")]
    [InlineData("{train: train.csv, holdout: holdout.csv}", "{train: train.csv, holdout: holdout.csv, labels: labels.csv}", "3:56: found 'data.labels' without 'data.key', expected the column that names each row in the holdout and in its labels")]
    [InlineData("holdout: holdout.csv", "holdout: holdout.csv, labels: labels-*.csv, key: id", "3:56: found the pattern labels-*.csv for 'data.labels', expected the path of one file")]
    [InlineData("tests: none", "", "1: found no 'tests', expected the path of a test project, or tests: none")]
    [InlineData("{project: model.csproj}", "{}", "6:8: found no 'train.project', expected one of project, command, shell and external")]
    public void WrongValue_IsAFaultAtItsPlace(string old, string replacement, string fault) =>
        Assert.Equal(fault, Sample.Faults(Sample.With(old, replacement)));

    [Theory]
    [InlineData("seed: -1", "13:7: found -1 for 'seed', expected a whole number from 0 to 2147483647")]
    [InlineData("seed: 2147483648", "13:7: found 2147483648 for 'seed', expected a whole number from 0 to 2147483647")]
    [InlineData("seed: 1.5", "13:7: found 1.5 for 'seed', expected a whole number from 0 to 2147483647")]
    [InlineData("alpha: 0", "13:8: found 0 for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("alpha: 1e-300", "13:8: found 1e-300 for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("alpha: 1", "13:8: found 1 for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("alpha: 0.5", "13:8: found 0.5 for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("alpha: .nan", "13:8: found .nan for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("alpha: NaN", "13:8: found NaN for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("alpha: 5%", "13:8: found 5% for 'alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("power: 1", "13:8: found 1 for 'power', expected a number from 0.5 to less than 1")]
    [InlineData("power: 0.4", "13:8: found 0.4 for 'power', expected a number from 0.5 to less than 1")]
    [InlineData("decision: 1.01", "13:11: found 1.01 for 'decision', expected a number from 0 to 1")]
    [InlineData("decision: high", "13:11: found high for 'decision', expected a number from 0 to 1")]
    [InlineData("predict: {timeout: 0s}", "13:20: found timeout 0s, expected a time such as 90s, 5m or 2h, at most 168h")]
    [InlineData("predict: {timeout: 5}", "13:20: found timeout 5, expected a time such as 90s, 5m or 2h, at most 168h")]
    [InlineData("predict: {timeout: 5 m}", "13:20: found timeout 5 m, expected a time such as 90s, 5m or 2h, at most 168h")]
    [InlineData("predict: {timeout: -5m}", "13:20: found timeout -5m, expected a time such as 90s, 5m or 2h, at most 168h")]
    [InlineData("predict: {timeout: 169h}", "13:20: found timeout 169h, expected a time such as 90s, 5m or 2h, at most 168h")]
    [InlineData("predict: {timeout: ٣m}", "13:20: found timeout ٣m, expected a time such as 90s, 5m or 2h, at most 168h")]
    [InlineData("predict: 5m", "13:10: found 5m for 'predict', expected a mapping with 'command' or 'timeout'")]
    [InlineData("champion: none", "13:11: found none for 'champion', expected optional or required")]
    [InlineData("champion: >\n  a long\n\n  story", "13:11: found a long story for 'champion', expected optional or required")]
    [InlineData("params: 7", "13:9: found 7 for 'params', expected a mapping")]
    public void WrongOption_IsAFaultAtItsPlace(string lines, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And(lines)));

    [Fact]
    public void Labels_MayLieApart_AndAreDataToo()
    {
        PipelineDefinition definition = Sample.Read(Sample.With("holdout: holdout.csv", "holdout: holdout.csv, labels: labels.csv.mlci, key: id"));

        Assert.Equal("labels.csv", definition.Labels!.Value);
        Assert.Equal(["train.csv", "holdout.csv", "labels.csv"], definition.Data.Select(path => path.Value));
        Assert.Equal(["holdout.csv", "labels.csv"], definition.Judging.Select(path => path.Value));
        Assert.Null(Sample.Read(Sample.Text).Labels);
    }

    [Theory]
    [InlineData("gate: []", "13:1: found unknown key 'gate', expected 'gates', or one of "
        + "version, task, data, label, train, predict, tests, alpha, power, decision, metrics, slices, gates, compare, fairness, robustness, worst_slices, holdoutUse, champion, schema, requires, limits, purpose, owner, params, seed, quality, registry, promote, attest, image, serve")]
    [InlineData("predict: {time: 5m}", "13:11: found unknown key 'predict.time', expected one of project, shell, command, timeout, memory")]
    [InlineData("? [a]\n: b", "13:3: found a key that is no plain text, expected a name")]
    public void UnknownKey_IsAFault_WithTheNearest(string lines, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And(lines)));

    [Theory]
    [InlineData("monitor: {}", "13:1: found 'monitor'")]
    [InlineData("retrain: 5", "13:1: found 'retrain'")]
    public void KeyOfALaterVersion_SaysSo(string lines, string fault) =>
        Assert.Equal(fault + ", which this version does not do yet; expected it to be left out", Sample.Faults(Sample.And(lines)));

    [Fact]
    public void AllFaults_AreToldAtOnce_InTheOrderOfTheFile() => Assert.Equal(
        """
        1: found no 'task', expected task: binary, multiclass or regression
        1:10: found 3 for 'version', expected 1
        2:1: found unknown key 'tusk', expected 'task', or one of version, task, data, label, train, predict, tests, alpha, power, decision, metrics, slices, gates, compare, fairness, robustness, worst_slices, holdoutUse, champion, schema, requires, limits, purpose, owner, params, seed, quality, registry, promote, attest, image, serve
        3:7: found no 'data.holdout', expected the path of the holdout
        8:14: found metric 'aux', expected 'auc', or one of auc, average_precision, accuracy, balanced_accuracy, precision, recall, specificity, f1, mcc, log_loss, brier, calibration_slope, calibration_error
        9:5: found neither min nor max, expected one of them
        9:21: found unknown key 'gates[].maxx', expected 'max', or one of metric, min, max, planned, slices, when_inconclusive, diagnostic
        9:41: found slice 'contrct', expected 'contract', or one of contract
        12:27: found 7 for 'compare[].margin', expected a number more than 0 and less than 1
        """,
        Sample.Faults("""
            version: 3
            tusk: binary
            data: {train: train.csv}
            label: {column: churn, positive: "Yes"}
            tests: none
            train: {project: model.csproj}
            gates:
              - {metric: aux, min: 2}
              - {metric: brier, maxx: 0.2, slices: [contrct]}
            slices: [contract]
            compare:
              - {metric: auc, margin: 7}
            """));

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void DeepNesting_IsAFault(int levels) => Assert.Contains(
        "found more than 64 levels of nesting, expected fewer", Sample.Faults(Sample.And("params: {a: " + new string('[', levels))), StringComparison.Ordinal);
}
