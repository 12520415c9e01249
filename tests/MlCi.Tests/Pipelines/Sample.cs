using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

/// <summary>A small pipeline.yml that is right, to be read as it is or with lines changed.</summary>
internal static class Sample
{
    public const string File = "pipelines/churn/pipeline.yml";

    /// <summary>Its first line is 1, so that places in tests can be counted.</summary>
    public const string Text = """
        version: 1
        task: binary
        data: {train: train.csv, holdout: holdout.csv}
        label: {column: churn, positive: "Yes"}
        tests: none
        train: {project: model.csproj}
        slices: [contract, {name: age_band, column: age, bins: [30, 50]}]
        gates:
          - {metric: auc, min: 0.8}
          - {metric: brier, max: 0.2, slices: [contract]}
        compare:
          - {metric: auc, margin: 0.01}

        """;

    public static PipelineDefinition Read(string text) => PipelineFile.Read(text, File, "churn");

    /// <summary>The sample with some text replaced by another.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        return Text.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>The sample with lines at its end: they are numbered from 13.</summary>
    public static string And(string lines) => Text + lines + "\n";

    /// <summary>The faults of a text, without the file's path before line and column.</summary>
    public static string Faults(string text)
    {
        FaultException exception = Assert.Throws<FaultException>(() => Read(text));
        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        return string.Join('\n', exception.Faults.Select(fault => fault.ToString().Replace(File + ":", "", StringComparison.Ordinal)));
    }
}
