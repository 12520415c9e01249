using Microsoft.ML;
using Microsoft.ML.Data;

namespace Telco.Tests;

/// <summary>What the trainer gets to see, asked of ML.NET itself.</summary>
public sealed class PreprocessingTests
{
    private static readonly MLContext Context = new(seed: 1);

    [Fact]
    public void Amounts_AreStandardizedByTheTrainingData()
    {
        ITransformer learnt = Learn(Ordinary(tenure: 10), Ordinary(tenure: 20), Ordinary(tenure: 60));

        // Mean 30; deviation over n: √((400 + 100 + 900) / 3) = 21.602…
        float[] tenures = Encoded(learnt, "Tenure", Ordinary(tenure: 30), Ordinary(tenure: 60), Ordinary(tenure: 0));

        Assert.Equal([0, 1.38873f, -1.38873f], tenures, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Flags_StayAsTheyAre() =>
        Assert.Equal([0, 1], Encoded(Learn(Ordinary()), "SeniorCitizen", Ordinary(), Ordinary(senior: 1)));

    [Fact]
    public void MissingTotal_IsTheMeanOfTheTrainingData()
    {
        ITransformer learnt = Learn(Ordinary(total: 100), Ordinary(total: 300), Ordinary(total: 800));

        float[] totals = Encoded(learnt, "TotalCharges", Ordinary(total: float.NaN), Ordinary(total: 400));

        Assert.Equal(totals[1], totals[0]);
    }

    [Fact]
    public void MissingTotalOfTheFirstMonth_IsZero()
    {
        ITransformer learnt = Learn(Ordinary(total: 100), Ordinary(total: 300), Ordinary(total: 800));

        float[] totals = Encoded(learnt, "TotalCharges", Ordinary(tenure: 0, total: float.NaN), Ordinary(total: 0), Ordinary(tenure: 0, total: 300));

        Assert.Equal(totals[1], totals[0]);
        Assert.NotEqual(totals[1], totals[2]);
    }

    [Fact]
    public void Category_IsOneHot_WithLevelsInOrder_WhateverTheirRows()
    {
        ITransformer learnt = Learn(Ordinary(contract: "Two year"), Ordinary(contract: "Month-to-month"), Ordinary());

        Assert.Equal(
            ["Contract.Month-to-month", "Contract.One year", "Contract.Two year"],
            Names(learnt).Where(name => name.StartsWith("Contract.", StringComparison.Ordinal)));
        Assert.Equal([1f, 0, 0], Contract(learnt, "Month-to-month"));
        Assert.Equal([0f, 1, 0], Contract(learnt, "One year"));
    }

    [Theory]
    [InlineData("Three year")]
    [InlineData("")]
    public void CategoryThatTrainingHasNotSeen_IsAllZeros(string contract) => Assert.Equal(
        [0f, 0, 0], Contract(Learn(Ordinary(contract: "Two year"), Ordinary(contract: "Month-to-month"), Ordinary()), contract));

    [Fact]
    public void Label_IsNoFeature_AndIsNeverRead()
    {
        ITransformer learnt = Learn(Ordinary(), Ordinary(tenure: 40, churn: true));

        Assert.DoesNotContain(Names(learnt), name => name.StartsWith(nameof(Customer.Churn), StringComparison.Ordinal));
        Assert.Equal(Rows(learnt, Ordinary(churn: true)), Rows(learnt, Ordinary()));
    }

    private static Customer Ordinary(
        float tenure = 10, float total = 500, float senior = 0, string contract = "One year", bool churn = false) => new()
    {
        Churn = churn, Female = 1, SeniorCitizen = senior, Partner = 1, Tenure = tenure, PhoneService = 1, MultipleLines = "No", InternetService = "DSL",
        OnlineSecurity = "No", OnlineBackup = "Yes", DeviceProtection = "No", TechSupport = "No", StreamingTv = "No", StreamingMovies = "No",
        Contract = contract, PaperlessBilling = 1, PaymentMethod = "Mailed check", MonthlyCharges = 50, TotalCharges = total,
    };

    private static ITransformer Learn(params Customer[] customers) =>
        TelcoChurn.Preprocessing(Context).Fit(Context.Data.LoadFromEnumerable(customers));

    private static float[][] Rows(ITransformer learnt, params Customer[] customers) =>
        [.. learnt.Transform(Context.Data.LoadFromEnumerable(customers)).GetColumn<float[]>(TelcoChurn.Features)];

    private static float[] Encoded(ITransformer learnt, string feature, params Customer[] customers) =>
        [.. Rows(learnt, customers).Select(row => row[Names(learnt).ToList().IndexOf(feature)])];

    private static float[] Contract(ITransformer learnt, string contract) =>
        [.. Rows(learnt, Ordinary(contract: contract)).Single().Where((_, i) => Names(learnt)[i].StartsWith("Contract.", StringComparison.Ordinal))];

    private static string[] Names(ITransformer learnt)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        learnt.Transform(Context.Data.LoadFromEnumerable([Ordinary()])).Schema[TelcoChurn.Features].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
