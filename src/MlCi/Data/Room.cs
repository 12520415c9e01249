namespace MlCi.Data;

/// <summary>Arrays that the segments of several blocks share, so that there are few of them, and large.</summary>
internal sealed class Room<T>
{
    private const int Rows = 1 << 16;
    private T[] array = [];
    private int used;

    /// <summary>Room for some rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="isLast">Whether no more rows will follow, so that none need be kept for them.</param>
    /// <param name="offset">Where the room begins.</param>
    public T[] Take(int rows, bool isLast, out int offset)
    {
        if (array.Length - used < rows)
            (array, used) = (GC.AllocateUninitializedArray<T>(isLast ? rows : Math.Max(rows, Rows)), 0);
        offset = used;
        used += rows;
        return array;
    }
}
