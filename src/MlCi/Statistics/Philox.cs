namespace MlCi.Statistics;

/// <summary>
/// A counter-based random stream, Philox4x64-10 (Salmon, Moraes, Dror &amp; Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011): numbers are a function of key and counter alone, so replicates may be drawn in any order, on any core.
/// </summary>
public struct Philox
{
    private const int Rounds = 10;

    private readonly ulong key0;
    private readonly ulong key1;
    private readonly ulong replicate;
    private ulong block;
    private int left;
    private ulong first;
    private ulong second;
    private ulong third;
    private ulong fourth;

    /// <summary>Starts a stream.</summary>
    /// <param name="key">What it is about, such as the data: two numbers.</param>
    /// <param name="replicate">Which of the streams of this key.</param>
    public Philox((ulong First, ulong Second) key, ulong replicate)
    {
        (key0, key1) = key;
        this.replicate = replicate;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        if (left == 0)
        {
            (first, second, third, fourth) = Block((key0, key1), (++block, replicate, 0, 0));
            left = 4;
        }

        return left-- switch
        {
            4 => first,
            3 => second,
            2 => third,
            _ => fourth,
        };
    }

    /// <summary>The next number above 0 and below 1: the middle of one of 2⁵² equal parts.</summary>
    public double NextDouble() => ((NextBits() >> 12) + .5) / (1L << 52);

    /// <summary>The next standard normal number, by inversion.</summary>
    public double NextNormal() => Normal.Quantile(NextDouble());

    /// <summary>The function itself: four words out of a key and a counter.</summary>
    public static (ulong First, ulong Second, ulong Third, ulong Fourth) Block(
        (ulong First, ulong Second) key, (ulong First, ulong Second, ulong Third, ulong Fourth) counter)
    {
        (ulong k0, ulong k1) = key;
        (ulong c0, ulong c1, ulong c2, ulong c3) = counter;
        for (int round = 0; round < Rounds; round++)
        {
            ulong high0 = Math.BigMul(0xD2E7470EE14C6C93, c0, out ulong low0);
            ulong high1 = Math.BigMul(0xCA5A826395121157, c2, out ulong low1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
            unchecked
            {
                k0 += 0x9E3779B97F4A7C15;
                k1 += 0xBB67AE8584CAA73B;
            }
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>A key out of numbers that stand for the data: any change of one changes it all.</summary>
    /// <param name="parts">The numbers.</param>
    public static (ulong First, ulong Second) KeyOf(params ReadOnlySpan<long> parts)
    {
        (ulong First, ulong Second) key = ((ulong)parts.Length, 0);
        foreach (long part in parts)
        {
            (ulong a, ulong b, _, _) = Block(key, ((ulong)part, 0, 0, 0));
            key = (a, b);
        }

        return key;
    }
}
