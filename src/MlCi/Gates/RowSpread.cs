namespace MlCi.Gates;

/// <summary>What is known of how rows differ.</summary>
public enum SpreadKind
{
    /// <summary>A rate, such as the accuracy: rows are right or wrong.</summary>
    Rate,

    /// <summary>The share of the rows that two models decide differently.</summary>
    Discordant,

    /// <summary>The standard deviation of a row's value, such as its loss or the difference of two losses.</summary>
    Deviation,
}

/// <summary>How much rows differ, from which follows how many it takes.</summary>
/// <param name="Kind">What is known.</param>
/// <param name="Value">Its value: a share from 0 to 1, or a deviation.</param>
public sealed record RowSpread(SpreadKind Kind, double Value)
{
    /// <summary>The standard deviation of a row's value; two models that disagree on a share p are planned to be equal, so that it is √p.</summary>
    public double Deviation => Kind switch
    {
        SpreadKind.Rate => Math.Sqrt(Value * (1 - Value)),
        SpreadKind.Discordant => Math.Sqrt(Value),
        _ => Value,
    };
}
