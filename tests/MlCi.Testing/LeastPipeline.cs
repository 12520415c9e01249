namespace MlCi.Testing;

/// <summary>The least that a pipeline.yml says: what a test is about is written below it.</summary>
public static class LeastPipeline
{
    /// <summary>Its lines; nothing that they name need be there where nothing is run.</summary>
    public const string Yaml = """
        version: 1
        task: binary
        data: {train: train.csv, holdout: holdout.csv}
        label: {column: churn, positive: "Yes"}
        tests: none
        train: {project: model.csproj}
        gates: [{metric: auc, min: 0.8}]

        """;
}
