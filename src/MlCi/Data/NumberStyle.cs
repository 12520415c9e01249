namespace MlCi.Data;

/// <summary>How the numbers of a segment are written, so that each gives its text back.</summary>
/// <param name="Decimals">How many digits stand behind the point of each; 0 where as many as needed, −1 where also whole numbers have one: <c>4.0</c>.</param>
internal readonly record struct NumberStyle(int Decimals)
{
    /// <summary>As short as can be.</summary>
    public static NumberStyle Shortest { get; } = new(0);

    /// <summary>As short as can be, with a point: <c>4.0</c>, <c>4.25</c>.</summary>
    public static NumberStyle AlwaysPoint { get; } = new(-1);
}
