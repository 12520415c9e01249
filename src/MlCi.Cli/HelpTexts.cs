namespace MlCi.Cli;

/// <summary>What stands under the generated help.</summary>
internal static class HelpTexts
{
    public const string After = """
        Examples:
          mlci gate                                   every pipeline, from data to verdict
          mlci gate --pipeline telco-churn            one of them
          mlci validate-data --pipeline telco-churn   its data only
          mlci register --pipeline telco-churn        gate it, then keep it as candidate
          mlci promote --pipeline telco-churn --to production --why "first model"
          mlci evaluate --predictions scores.csv --label churned --score p     metrics of any predictions, without a pipeline
          mlci compare --predictions scores.csv --label churned --score p --champion-score p_old --slice region

        Exit codes:
          0 passed   1 negative verdict   2 wrong configuration or options   3 out of reach   130 interrupted

        """;
}
