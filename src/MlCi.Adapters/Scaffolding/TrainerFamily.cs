namespace MlCi.Adapters.Scaffolding;

/// <summary>What trains a new pipeline's model.</summary>
public enum TrainerFamily
{
    /// <summary>A C# program: logistic, softmax or ridge regression.</summary>
    CSharp,

    /// <summary>Commands of Python with scikit-learn.</summary>
    Python,

    /// <summary>A C# program with ML.NET.</summary>
    MLNet,
}

/// <summary>The names of trainers on the command line.</summary>
public static class TrainerFamilies
{
    /// <summary>The trainers by their names; the first one is used unless another is asked for.</summary>
    public static IReadOnlyList<(string Name, TrainerFamily Family)> All { get; } =
        [("csharp", TrainerFamily.CSharp), ("python", TrainerFamily.Python), ("mlnet", TrainerFamily.MLNet)];

    /// <summary>The name of a trainer.</summary>
    public static string NameOf(TrainerFamily family) => All.First(one => one.Family == family).Name;
}
