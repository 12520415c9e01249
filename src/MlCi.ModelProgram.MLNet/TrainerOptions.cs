namespace MlCi.Modeling.MLNet;

/// <summary>
/// A trainer and its options, as <c>params:</c> of pipeline.yml names them: ML.NET's own names, the options' in lower camel case.
/// What is null is ML.NET's default. An option that the chosen trainer has not is an unknown parameter.
/// </summary>
/// <param name="Trainer">The trainer's name.</param>
internal sealed record TrainerOptions(string Trainer)
{
    /// <summary>Trainers of a probability.</summary>
    public static IReadOnlyList<string> Binary { get; } = ["SdcaLogisticRegression", "LbfgsLogisticRegression", "FastTree"];

    /// <summary>Trainers of a number.</summary>
    public static IReadOnlyList<string> Regression { get; } = ["Sdca", "LbfgsPoissonRegression", "FastTreeRegression"];

    public double? L1Regularization { get; private init; }

    public double? L2Regularization { get; private init; }

    public double? ConvergenceTolerance { get; private init; }

    public int? MaximumNumberOfIterations { get; private init; }

    public bool Shuffle { get; private init; } = true;

    public double? OptimizationTolerance { get; private init; }

    public int? HistorySize { get; private init; }

    public int? NumberOfTrees { get; private init; }

    public int? NumberOfLeaves { get; private init; }

    public int? MinimumExampleCountPerLeaf { get; private init; }

    public int? MaximumBinCountPerFeature { get; private init; }

    public double? LearningRate { get; private init; }

    public double? FeatureFraction { get; private init; }

    /// <summary>Reads the trainer and its options; faults are kept for <see cref="Parameters.RefuseFaults"/>.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="trainers">The names that may be chosen; the first is the default.</param>
    public static TrainerOptions Read(Parameters parameters, IReadOnlyList<string> trainers)
    {
        string? chosen = parameters.Choice("trainer", trainers[0], trainers);
        // Of a trainer that is none, every option may be one: its name is the only fault.
        TrainerOptions[] options = [.. trainers.Where(trainer => chosen is null || trainer == chosen).Select(trainer => Of(trainer, parameters))];
        return options[0];
    }

    private static TrainerOptions Of(string trainer, Parameters parameters)
    {
        if (IsTree(trainer))
        {
            return new TrainerOptions(trainer)
            {
                NumberOfTrees = Whole("numberOfTrees", 1, 100_000),
                NumberOfLeaves = Whole("numberOfLeaves", 2, 100_000),
                MinimumExampleCountPerLeaf = Whole("minimumExampleCountPerLeaf", 1, int.MaxValue),
                MaximumBinCountPerFeature = Whole("maximumBinCountPerFeature", 2, 65_535),
                LearningRate = Number("learningRate", 1e-6, 1),
                FeatureFraction = Number("featureFraction", 1e-6, 1),
            };
        }

        var linear = new TrainerOptions(trainer)
        {
            L1Regularization = Number("l1Regularization", 0, float.MaxValue),
            L2Regularization = Number("l2Regularization", 0, float.MaxValue),
            MaximumNumberOfIterations = Whole("maximumNumberOfIterations", 1, int.MaxValue),
        };
        return trainer.StartsWith("Sdca", StringComparison.Ordinal)
            ? linear with { ConvergenceTolerance = Number("convergenceTolerance", 1e-7, 1), Shuffle = parameters.Flag("shuffle", true) }
            : linear with { OptimizationTolerance = Number("optimizationTolerance", 1e-9, 1), HistorySize = Whole("historySize", 1, 10_000) };

        double? Number(string name, double least, double most) =>
            parameters.Number(name, double.NaN, least, most) is var number && double.IsNaN(number) ? null : number;

        int? Whole(string name, int least, int most) => parameters.Integer(name, int.MinValue, least, most) is var number && number == int.MinValue ? null : number;
    }

    private static bool IsTree(string trainer) => trainer.StartsWith("FastTree", StringComparison.Ordinal);
}
