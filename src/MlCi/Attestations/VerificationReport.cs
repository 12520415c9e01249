using System.Text.Json.Nodes;

namespace MlCi.Attestations;

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>It could not be looked at, or there was nothing to look at: that is no pass.</summary>
    NotChecked,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What: manifest, layers, gate, signature, provenance, record, image.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">What was found.</param>
/// <param name="IsRequired">Whether the model is not verified unless it passed.</param>
public sealed record VerificationCheck(string Name, CheckOutcome Outcome, string Message, bool IsRequired)
{
    /// <summary>Whether it keeps the model from being verified.</summary>
    public bool Refuses => IsRequired && Outcome != CheckOutcome.Passed;
}

/// <summary>What was looked at before a model may be deployed.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Reference">The tag or digest that was asked for.</param>
/// <param name="Digest">The digest of the model's manifest.</param>
/// <param name="Deploy">How to name the model where it is deployed: by its digest.</param>
/// <param name="Image">How to name its image, or null where it has none, or not one that passed.</param>
/// <param name="Checks">Every check, in order.</param>
public sealed record VerificationReport(string Pipeline, string Reference, string Digest, string Deploy, string? Image, IReadOnlyList<VerificationCheck> Checks)
{
    /// <summary>Whether all that was required holds.</summary>
    public bool IsVerified => Checks.All(check => !check.Refuses);

    /// <summary>It for a machine. A model that is not verified has no reference to deploy by.</summary>
    public JsonObject ToJson() => new()
    {
        ["pipeline"] = Pipeline,
        ["reference"] = Reference,
        ["digest"] = Digest,
        ["verified"] = IsVerified,
        ["deploy"] = IsVerified ? Deploy : null,
        ["image"] = IsVerified ? Image : null,
        ["checks"] = new JsonArray([.. Checks.Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["outcome"] = check.Outcome switch { CheckOutcome.Passed => "passed", CheckOutcome.Failed => "failed", _ => "not-checked" },
            ["required"] = check.IsRequired,
            ["message"] = check.Message,
        })]),
    };
}
