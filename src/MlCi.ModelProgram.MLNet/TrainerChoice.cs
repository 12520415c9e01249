using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MlCi.Modeling.MLNet;

/// <summary>
/// Trainers that <c>params:</c> of pipeline.yml chooses: <c>trainer</c> and its options, under ML.NET's names in lower camel case.
/// They run on one thread with the run's seed, so that the same data and parameters give the same model on machines of one kind.
/// </summary>
public static class TrainerChoice
{
    /// <summary>A trainer of a probability: <c>SdcaLogisticRegression</c> (default), <c>LbfgsLogisticRegression</c> or <c>FastTree</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="run">The run; faults of its parameters are kept for <see cref="Parameters.RefuseFaults"/>.</param>
    /// <param name="label">The label's column, a bool.</param>
    /// <param name="features">The column of the features, a vector of floats.</param>
    public static IEstimator<ITransformer> Binary(MLContext context, TrainingRun run, string label, string features = "Features")
    {
        TrainerOptions options = TrainerOptions.Read(run.Parameters, TrainerOptions.Binary);
        return options.Trainer switch
        {
            "SdcaLogisticRegression" => context.BinaryClassification.Trainers.SdcaLogisticRegression(
                Sdca(new SdcaLogisticRegressionBinaryTrainer.Options { LabelColumnName = label, FeatureColumnName = features }, options)),
            "LbfgsLogisticRegression" => context.BinaryClassification.Trainers.LbfgsLogisticRegression(
                Lbfgs(new LbfgsLogisticRegressionBinaryTrainer.Options { LabelColumnName = label, FeatureColumnName = features }, options)),
            _ => context.BinaryClassification.Trainers.FastTree(
                Tree(new FastTreeBinaryTrainer.Options { LabelColumnName = label, FeatureColumnName = features }, options, run.Seed)),
        };
    }

    /// <summary>A trainer of a number: <c>Sdca</c> (default), <c>LbfgsPoissonRegression</c> or <c>FastTreeRegression</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="run">The run; faults of its parameters are kept for <see cref="Parameters.RefuseFaults"/>.</param>
    /// <param name="label">The label's column, a float.</param>
    /// <param name="features">The column of the features, a vector of floats.</param>
    public static IEstimator<ITransformer> Regression(MLContext context, TrainingRun run, string label, string features = "Features")
    {
        TrainerOptions options = TrainerOptions.Read(run.Parameters, TrainerOptions.Regression);
        return options.Trainer switch
        {
            "Sdca" => context.Regression.Trainers.Sdca(
                Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = label, FeatureColumnName = features }, options)),
            "LbfgsPoissonRegression" => context.Regression.Trainers.LbfgsPoissonRegression(
                Lbfgs(new LbfgsPoissonRegressionTrainer.Options { LabelColumnName = label, FeatureColumnName = features }, options)),
            _ => context.Regression.Trainers.FastTree(
                Tree(new FastTreeRegressionTrainer.Options { LabelColumnName = label, FeatureColumnName = features }, options, run.Seed)),
        };
    }

    // The options' types are nested in generic bases, so each is filled by itself.
    private static SdcaLogisticRegressionBinaryTrainer.Options Sdca(SdcaLogisticRegressionBinaryTrainer.Options target, TrainerOptions given)
    {
        target.NumberOfThreads = 1;
        target.Shuffle = given.Shuffle;
        target.L1Regularization = (float?)given.L1Regularization;
        target.L2Regularization = (float?)given.L2Regularization;
        target.MaximumNumberOfIterations = given.MaximumNumberOfIterations;
        target.ConvergenceTolerance = (float?)given.ConvergenceTolerance ?? target.ConvergenceTolerance;
        return target;
    }

    private static SdcaRegressionTrainer.Options Sdca(SdcaRegressionTrainer.Options target, TrainerOptions given)
    {
        target.NumberOfThreads = 1;
        target.Shuffle = given.Shuffle;
        target.L1Regularization = (float?)given.L1Regularization;
        target.L2Regularization = (float?)given.L2Regularization;
        target.MaximumNumberOfIterations = given.MaximumNumberOfIterations;
        target.ConvergenceTolerance = (float?)given.ConvergenceTolerance ?? target.ConvergenceTolerance;
        return target;
    }

    private static LbfgsLogisticRegressionBinaryTrainer.Options Lbfgs(LbfgsLogisticRegressionBinaryTrainer.Options target, TrainerOptions given)
    {
        target.NumberOfThreads = 1;
        target.L1Regularization = (float?)given.L1Regularization ?? target.L1Regularization;
        target.L2Regularization = (float?)given.L2Regularization ?? target.L2Regularization;
        target.MaximumNumberOfIterations = given.MaximumNumberOfIterations ?? target.MaximumNumberOfIterations;
        target.OptimizationTolerance = (float?)given.OptimizationTolerance ?? target.OptimizationTolerance;
        target.HistorySize = given.HistorySize ?? target.HistorySize;
        return target;
    }

    private static LbfgsPoissonRegressionTrainer.Options Lbfgs(LbfgsPoissonRegressionTrainer.Options target, TrainerOptions given)
    {
        target.NumberOfThreads = 1;
        target.L1Regularization = (float?)given.L1Regularization ?? target.L1Regularization;
        target.L2Regularization = (float?)given.L2Regularization ?? target.L2Regularization;
        target.MaximumNumberOfIterations = given.MaximumNumberOfIterations ?? target.MaximumNumberOfIterations;
        target.OptimizationTolerance = (float?)given.OptimizationTolerance ?? target.OptimizationTolerance;
        target.HistorySize = given.HistorySize ?? target.HistorySize;
        return target;
    }

    private static T Tree<T>(T target, TrainerOptions given, long seed)
        where T : BoostedTreeOptions
    {
        target.NumberOfThreads = 1;
        target.Seed = (int)seed;
        target.FeatureSelectionSeed = (int)seed;
        target.NumberOfTrees = given.NumberOfTrees ?? target.NumberOfTrees;
        target.NumberOfLeaves = given.NumberOfLeaves ?? target.NumberOfLeaves;
        target.MinimumExampleCountPerLeaf = given.MinimumExampleCountPerLeaf ?? target.MinimumExampleCountPerLeaf;
        target.MaximumBinCountPerFeature = given.MaximumBinCountPerFeature ?? target.MaximumBinCountPerFeature;
        target.LearningRate = given.LearningRate ?? target.LearningRate;
        target.FeatureFraction = given.FeatureFraction ?? target.FeatureFraction;
        return target;
    }
}
