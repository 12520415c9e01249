namespace MlCi.Adapters.Containers.Smoke;

/// <summary>What a server answered, or why it did not.</summary>
/// <param name="Status">The HTTP status; 0 where no answer came.</param>
/// <param name="Body">The body.</param>
/// <param name="Fault">Why there is no answer, or null.</param>
internal sealed record ServedAnswer(int Status, byte[] Body, string? Fault = null)
{
    /// <summary>No answer.</summary>
    public static ServedAnswer None(string fault) => new(0, [], fault);
}
