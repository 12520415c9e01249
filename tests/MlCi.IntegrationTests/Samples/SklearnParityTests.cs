using MlCi.Testing;

namespace MlCi.IntegrationTests.Samples;

public sealed class SklearnParityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void HoldoutAuc_IsScikitLearns()
    {
        double[] aucs = OursAndTheirs(SampleProgram.Churn, "sklearn_parity.py");

        (double ours, double theirs) = (aucs[0], aucs[1]);
        Assert.Equal(theirs, ours, tolerance: 0.003);
        Assert.InRange(theirs, 0.84, 0.86);
    }

    [SkippableFact]
    public void HoldoutErrorsOfPrices_AreScikitLearns()
    {
        double[] errors = OursAndTheirs(SampleProgram.Diamonds, "sklearn_prices.py");

        // MAE, RMSE, R², MAPE. Both solve the same equations: nothing but rounding is between them.
        (double[] ours, double[] theirs) = (errors[..4], errors[4..]);
        Assert.Equal(theirs, ours, (a, b) => Math.Abs(a - b) < 1e-8 * a);
        Assert.Equal([378.004, 734.162, 0.965615, 0.0952927], theirs, (a, b) => Math.Abs(a - b) < 1e-5 * a);
    }

    [SkippableFact]
    public void HoldoutMetricsOfLoans_AreThoseOfAPipelineOfScikitLearnsOwn()
    {
        double[] metrics = OursAndTheirs(SampleProgram.Loans, "sklearn_loans.py");

        // AUC, average precision, log loss, recall and specificity. The weights have nine digits, so no two loans change places.
        (double[] ours, double[] theirs) = (metrics[..5], metrics[5..]);
        Assert.Equal(theirs, ours, (a, b) => Math.Abs(a - b) < 1e-7 * a);
        Assert.Equal([0.752596, 0.165780, 0.198021, 0.556213, 0.766210], theirs, (a, b) => Math.Abs(a - b) < 1e-5 * a);
    }

    private double[] OursAndTheirs(SampleProgram program, string script)
    {
        Sklearn.SkipWithout();
        program.Train(folder, "model");
        return Sklearn.Run(script, program, program.Predict(folder, "model"));
    }
}
