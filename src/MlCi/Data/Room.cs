namespace MlCi.Data;

/// <summary>Arrays that the segments of many blocks and columns share, so that there are few of them, and large.</summary>
internal sealed class Room<T>
{
    private const int Size = 1 << 23;
    private T[] array = [];
    private int used;

    /// <summary>Lets what was taken be taken again.</summary>
    public void Empty() => used = 0;

    /// <summary>Room for some values.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isLast">Whether nothing will follow, so that no room need be kept for it.</param>
    /// <param name="offset">Where the room begins.</param>
    public T[] Take(int count, bool isLast, out int offset)
    {
        if (array.Length - used < count)
            (array, used) = (GC.AllocateUninitializedArray<T>(isLast ? count : Math.Max(count, Size / System.Runtime.CompilerServices.Unsafe.SizeOf<T>())), 0);
        offset = used;
        used += count;
        return array;
    }
}
