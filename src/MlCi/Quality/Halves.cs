namespace MlCi.Quality;

/// <summary>Deals rows into two halves that no order of rows follows.</summary>
internal static class Halves
{
    /// <summary>0 or 1, by a multiplicative hash of the row's number (Knuth, TAOCP 3, 6.4).</summary>
    public static int Of(int row) => (int)(unchecked(((uint)row ^ 0x5BD1E995) * 2654435769u * ((uint)row | 1)) >> 31);
}
