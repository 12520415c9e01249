using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlCi.Modeling;
using MlCi.Modeling.MLNet;

namespace Telco;

/// <summary>Did a customer leave? A pipeline of ML.NET, whose trainer pipeline.yml chooses.</summary>
public sealed class TelcoChurn() : EstimatorModel<Customer>(nameof(Customer.Churn), positive: "Yes")
{
    /// <summary>The column of the features, one vector a row.</summary>
    public const string Features = "Features";

    private static readonly string[] Amounts = [nameof(Customer.Tenure), nameof(Customer.MonthlyCharges), nameof(Customer.TotalCharges)];

    private static readonly string[] Flags =
    [
        nameof(Customer.Female), nameof(Customer.SeniorCitizen), nameof(Customer.Partner), nameof(Customer.Dependents),
        nameof(Customer.PhoneService), nameof(Customer.PaperlessBilling),
    ];

    private static readonly string[] Categories =
    [
        nameof(Customer.MultipleLines), nameof(Customer.InternetService), nameof(Customer.OnlineSecurity), nameof(Customer.OnlineBackup),
        nameof(Customer.DeviceProtection), nameof(Customer.TechSupport), nameof(Customer.StreamingTv), nameof(Customer.StreamingMovies),
        nameof(Customer.Contract), nameof(Customer.PaymentMethod),
    ];

    /// <summary>
    /// How a customer becomes numbers: missing ones filled, amounts standardized, categories one-hot with their levels in order.
    /// </summary>
    /// <param name="context">ML.NET's context.</param>
    public static IEstimator<ITransformer> Preprocessing(MLContext context) => context.Transforms
        // A customer in the first month has had no bill yet: the total is not unknown, it is 0.
        .Expression(nameof(Customer.TotalCharges), "(total, tenure) : isna(total) && tenure == 0 ? 0 : total", nameof(Customer.TotalCharges), nameof(Customer.Tenure))
        .Append(context.Transforms.ReplaceMissingValues(Pairs([.. Amounts, .. Flags]), MissingValueReplacingEstimator.ReplacementMode.Mean))
        .Append(context.Transforms.NormalizeMeanVariance(Pairs(Amounts), fixZero: false))
        .Append(context.Transforms.Categorical.OneHotEncoding(Pairs(Categories), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
        .Append(context.Transforms.Concatenate(Features, [.. Amounts, .. Flags, .. Categories]));

    /// <inheritdoc/>
    protected override IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run) =>
        Preprocessing(context).AppendCacheCheckpoint(context).Append(TrainerChoice.Binary(context, run, nameof(Customer.Churn), Features));

    private static InputOutputColumnPair[] Pairs(string[] names) => Array.ConvertAll(names, name => new InputOutputColumnPair(name));
}
