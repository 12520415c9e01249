namespace MlCi.Serving;

/// <summary>A request that is not as it should be.</summary>
/// <param name="Title">What is wrong with it.</param>
/// <param name="Body">Its body.</param>
public sealed record HostileRequest(string Title, byte[] Body)
{
    /// <summary>Its method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Its path.</summary>
    public string Path { get; init; } = "/predict";

    /// <summary>The type of its body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>How many rows it has that the contract admits: 200 with so many answers is as good as a refusal. 0 where only a refusal will do.</summary>
    public int AdmittedRows { get; init; }

    /// <summary>Whether any answer will do that is no failure of the server: nobody can tell whether it breaks the contract.</summary>
    public bool MayPass { get; init; }

    /// <summary>What is wrong with an answer, or null where it will do.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="answers">How many predictions it holds.</param>
    public string? FaultOf(int status, int answers) => status switch
    {
        >= 400 and < 500 => null,
        200 when MayPass => null,
        200 when AdmittedRows > 0 => answers == AdmittedRows ? null : $"found {answers} predictions, expected {AdmittedRows}, or a status from 400 to 499",
        200 => "found status 200, expected one from 400 to 499: it reached the model",
        _ => $"found status {status}, expected one from 400 to 499",
    };
}
