/// <summary>What to build.</summary>
internal enum Configuration
{
    Debug,
    Release,
}
