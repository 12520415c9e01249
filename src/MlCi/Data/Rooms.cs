namespace MlCi.Data;

/// <summary>The rooms of one core, which all of its columns share.</summary>
/// <param name="isReused">Whether nobody looks at a block any more when the next one is parsed.</param>
internal sealed class Rooms(bool isReused)
{
    /// <summary>Of numbers.</summary>
    public Room<double> Numbers { get; } = new();

    /// <summary>Of codes, and of the ends of texts.</summary>
    public Room<int> Places { get; } = new();

    /// <summary>Of short codes, and of texts.</summary>
    public Room<byte> Bytes { get; } = new();

    /// <summary>Begins a block.</summary>
    public void Begin()
    {
        if (!isReused)
            return;
        Numbers.Empty();
        Places.Empty();
        Bytes.Empty();
    }
}
