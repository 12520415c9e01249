namespace MlCi.Models;

/// <summary>One move of an alias, as a promotion record has it.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="To">The manifest's digest that it points at since.</param>
/// <param name="When">When.</param>
/// <param name="Who">Who moved it, or null.</param>
/// <param name="Why">Why, or null.</param>
public sealed record AliasShift(string Alias, string To, DateTimeOffset When, string? Who, string? Why)
{
    /// <summary>Where a model stood and stands.</summary>
    /// <param name="model">The manifest's digest.</param>
    /// <param name="moves">Every move of the pipeline's aliases.</param>
    /// <param name="aliases">The aliases that point at the model now.</param>
    /// <returns>The stays, in the order in which they began; what no record explains comes first, without a beginning.</returns>
    public static IReadOnlyList<AliasStay> StaysOf(string model, IReadOnlyList<AliasShift> moves, IReadOnlyList<string> aliases)
    {
        List<AliasStay> stays = [];
        foreach (IGrouping<string, AliasShift> alias in moves.GroupBy(move => move.Alias, StringComparer.Ordinal))
        {
            AliasShift[] inOrder = [.. alias.OrderBy(move => move.When)];
            for (int i = 0; i < inOrder.Length; i++)
            {
                // Where it was said twice of the same model, the first said it.
                if (inOrder[i].To != model || (i > 0 && inOrder[i - 1].To == model))
                    continue;
                AliasShift? next = inOrder.Skip(i + 1).FirstOrDefault(move => move.To != model);
                stays.Add(new AliasStay(alias.Key, inOrder[i].When, next?.When, inOrder[i].Who, inOrder[i].Why));
            }
        }

        return
        [
            .. aliases.Where(name => !stays.Exists(stay => stay.Alias == name && stay.Until is null)).Order(StringComparer.Ordinal).Select(name => new AliasStay(name, null, null, null, null)),
            .. stays.OrderBy(stay => stay.Since).ThenBy(stay => stay.Alias, StringComparer.Ordinal),
        ];
    }
}
