namespace MlCi.Testing.GitHub;

/// <summary>What happens to a request in place of the answer that it should get.</summary>
/// <param name="Status">The status that is answered; 0 for none: the connection is cut.</param>
public sealed record FakeFault(int Status)
{
    /// <summary>Headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The answer's body.</summary>
    public string Body { get; init; } = """{"message":"fault"}""";

    /// <summary>Whether what was asked is done all the same.</summary>
    public bool IsDone { get; init; }

    /// <summary>How long nothing is answered.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>An answer with one header.</summary>
    public static FakeFault With(int status, string header, string value, string message = "fault") => new(status)
    {
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [header] = value },
        Body = $$"""{"message":"{{message}}"}""",
    };

    /// <summary>An answer that says something.</summary>
    public static FakeFault Saying(int status, string message) => new(status) { Body = $$"""{"message":"{{message}}"}""" };
}
