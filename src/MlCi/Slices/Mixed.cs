namespace MlCi.Slices;

/// <summary>Numbers that look random, of numbers that do not: the output function of SplitMix64 (Steele, Lea &amp; Flood, OOPSLA 2014).</summary>
internal static class Mixed
{
    /// <summary>The mixed number: a bijection of 64 bits.</summary>
    public static ulong Of(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
