namespace MlCi.Nuke.CommandLines;

/// <summary>An option as it was typed.</summary>
/// <param name="Text">The option with its dashes.</param>
/// <param name="Values">What follows it, up to the next option.</param>
internal sealed record GivenOption(string Text, IReadOnlyList<string> Values)
{
    /// <summary>The name as it is compared: without dashes, in lower case.</summary>
    public string Bare { get; } = Names.Bare(Text);
}
