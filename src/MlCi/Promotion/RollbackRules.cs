using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>
/// Decides where an alias may go back to. What once bore it was checked then, so nothing is asked again; for the same reason nothing
/// else may be gone back to.
/// </summary>
public static class RollbackRules
{
    /// <summary>The model that was good before.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="known">The models that it can go back to.</param>
    /// <param name="current">The manifest digest that it points at.</param>
    /// <param name="isThere">Whether a model is still in the registry.</param>
    /// <exception cref="FaultException">There is none (exit 1).</exception>
    public static string Previous(Alias alias, GoodModels known, string? current, Func<string, bool> isThere) => known.Before(current, isThere)
        ?? throw FaultException.Negative(
            $"rule 'previous' refuses to roll {alias} back: found no model that bore it before {current ?? "now"}, was not given up and is still there, expected one"
            + (known.GivenUp.Count == 0 ? "" : $"; given up: {string.Join(", ", known.GivenUp)}"));

    /// <summary>The model that somebody named.</summary>
    /// <exception cref="FaultException">It never bore the alias, or was given up (exit 1).</exception>
    public static string Named(Alias alias, RecordChain chain, GoodModels known, string model) =>
        !chain.Order.Any(one => one.Record.To == model)
            ? throw FaultException.Negative($"rule 'bore-alias' refuses to roll {alias} back to {model}: found no record that it bore it, expected a model that did; promote it instead")
        : known.GivenUp.Contains(model)
            ? throw FaultException.Negative($"rule 'given-up' refuses to roll {alias} back to {model}: found that {alias} was rolled back from it, expected a model that nobody gave up; promote it again instead")
        : model;
}
