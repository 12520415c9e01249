namespace MlCi.Metrics;

/// <summary>How an expression depends on the shares of the cells.</summary>
internal enum Dependence
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As a sum of shares with weights, so that it is the mean of a value of each row.</summary>
    Linear,

    /// <summary>In another way.</summary>
    Other,
}

/// <summary>The shares of the rows that fall into each cell; they add up to 1.</summary>
internal readonly record struct CellShares(double Tp, double Fp, double Fn, double Tn)
{
    public static CellShares Of(ConfusionCounts counts)
    {
        double rows = counts.Rows;
        return new CellShares(counts.TruePositives / rows, counts.FalsePositives / rows, counts.FalseNegatives / rows, counts.TrueNegatives / rows);
    }
}

/// <summary>One node of an expression over the confusion cells.</summary>
internal abstract record ExpressionNode
{
    public abstract Dependence Dependence { get; }

    public abstract CellValue At(in CellShares shares);
}

/// <summary>A number, or the name of all rows, whose share is 1.</summary>
internal sealed record NumberNode(double Number) : ExpressionNode
{
    public override Dependence Dependence => Dependence.None;

    public override CellValue At(in CellShares shares) => CellValue.Of(Number);
}

/// <summary>A cell, or two of them.</summary>
internal sealed record CellNode(string Name) : ExpressionNode
{
    public override Dependence Dependence => Dependence.Linear;

    public override CellValue At(in CellShares shares) => Name switch
    {
        "tp" => new CellValue(shares.Tp, 1, 0, 0, 0, shares.Tp),
        "fp" => new CellValue(shares.Fp, 0, 1, 0, 0, shares.Fp),
        "fn" => new CellValue(shares.Fn, 0, 0, 1, 0, shares.Fn),
        "tn" => new CellValue(shares.Tn, 0, 0, 0, 1, shares.Tn),
        _ => new CellValue(shares.Tp + shares.Fn, 1, 0, 1, 0, shares.Tp + shares.Fn),
    };
}

/// <summary>A negated expression.</summary>
internal sealed record NegatedNode(ExpressionNode Operand) : ExpressionNode
{
    public override Dependence Dependence => Operand.Dependence;

    public override CellValue At(in CellShares shares) => -Operand.At(shares);
}

/// <summary>Two expressions joined by one of + - * /.</summary>
internal sealed record JoinedNode(char Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode
{
    public override Dependence Dependence => (Operator, Left.Dependence, Right.Dependence) switch
    {
        ('+' or '-', var left, var right) => (Dependence)Math.Max((int)left, (int)right),
        (_, var left, Dependence.None) => left,
        ('*', Dependence.None, var right) => right,
        _ => Dependence.Other,
    };

    public override CellValue At(in CellShares shares) => Operator switch
    {
        '+' => Left.At(shares) + Right.At(shares),
        '-' => Left.At(shares) - Right.At(shares),
        '*' => Left.At(shares) * Right.At(shares),
        _ => Left.At(shares) / Right.At(shares),
    };
}
