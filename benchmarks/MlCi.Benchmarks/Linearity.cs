namespace MlCi.Benchmarks;

/// <summary>
/// How the cost of everything grows with rows and with slices: processor time, which other work on the machine hardly touches,
/// and what it is for a row, or for a slice beyond those of the first line.
/// </summary>
internal static class Linearity
{
    private const int Rounds = 3;
    private const int Columns = 10;

    public static void Run()
    {
        Console.WriteLine($"{"rows",12}{"slices",8}{"processor s",13}{"ns a row",10}");
        foreach (int rows in new[] { 300_000, 1_000_000, 3_000_000, 10_000_000 })
            Print(rows, 120);
        foreach (int slices in new[] { 500, 1_000, 2_000 })
            Print(1_000_000, slices);
    }

    private static void Print(int rows, int slices)
    {
        var work = new Work(Benchmarks.Columns.Random(rows, [.. Enumerable.Repeat(slices / Columns, Columns)]), cores: 1);
        double least = double.PositiveInfinity;
        for (int i = 0; i < Rounds; i++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            work.Everything();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }

        Console.WriteLine($"{rows,12:N0}{slices,8:N0}{least,13:F3}{least * 1e9 / rows,10:F0}");
    }
}
