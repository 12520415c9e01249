using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Whether shards make one evaluation: all of the same, each part once, none missing.</summary>
internal static class ShardCheck
{
    private const int Listed = 10;

    /// <summary>Adds one fault for each thing that keeps them from it.</summary>
    /// <param name="command">The command that merges them.</param>
    /// <param name="shards">The shards that could be read, by file.</param>
    /// <param name="wereAllRead">Whether all files could be: of others nobody knows which part they are.</param>
    /// <param name="faults">Takes the faults.</param>
    public static void AddFaults(string command, IReadOnlyList<(string File, ShardHeader Header)> shards, bool wereAllRead, List<Fault> faults)
    {
        if (shards.Count == 0)
            return;
        (string first, ShardHeader pattern) = shards[0];
        if (pattern.Command != command)
        {
            faults.Add(new Fault($"{first}: found a shard of 'mlci {pattern.Command}', expected one of 'mlci {command}'"));
            return;
        }

        int before = faults.Count;
        foreach ((string file, ShardHeader header) in shards.Skip(1))
            AddDifference(file, header, first, pattern, faults);
        foreach (IGrouping<int, (string File, ShardHeader Header)> same in shards.GroupBy(shard => shard.Header.Shard.Index).Where(group => group.Count() > 1))
            faults.Add(new Fault($"found shard {same.First().Header.Shard} {same.Count()} times, in {string.Join(", ", same.Select(shard => shard.File))}, expected it once"));
        foreach (IGrouping<string, (string File, ShardHeader Header)> same in shards
            .Where(shard => shard.Header is { IsSplit: true, Rows: > 0 }).DistinctBy(shard => shard.Header.Shard.Index)
            .GroupBy(shard => shard.Header.FileDigest).Where(group => group.Count() > 1))
        {
            faults.Add(new Fault(
                $"found the same rows in shards {string.Join(" and ", same.Select(shard => shard.Header.Shard))}, in {string.Join(", ", same.Select(shard => shard.File))}, expected a file of its own for each: they would count twice"));
        }

        // Of what is missing nothing can be said where a file is another shard than it seems.
        if (!wereAllRead || faults.Count > before)
            return;
        HashSet<int> there = [.. shards.Select(shard => shard.Header.Shard.Index)];
        int missing = pattern.Shard.Count - there.Count;
        if (missing == 0)
            return;
        IEnumerable<string> names = Enumerable.Range(1, pattern.Shard.Count).Where(index => !there.Contains(index)).Take(Listed)
            .Select(index => $"{index}/{pattern.Shard.Count}");
        faults.Add(new Fault(string.Create(CultureInfo.InvariantCulture,
            $"found {there.Count} of {pattern.Shard.Count} shards, expected {string.Join(", ", names)}{(missing > Listed ? $" and {missing - Listed} more" : "")} too")));
    }

    private static void AddDifference(string file, ShardHeader header, string first, ShardHeader pattern, List<Fault> faults)
    {
        string[] differences =
        [
            .. Difference("command", header.Command, pattern.Command),
            .. Difference("number of shards", $"{header.Shard.Count}", $"{pattern.Shard.Count}"),
            .. OptionDifferences(header.OptionsJson, pattern.OptionsJson),
            .. header.IsSplit != pattern.IsSplit
                ? [$"{Source(header)}, expected {Source(pattern)}"]
                : header.IsSplit ? [] : Difference("rows of a file of digest", header.FileDigest, pattern.FileDigest),
        ];
        foreach (string difference in differences)
            faults.Add(new Fault($"{file}: found {difference} as in {first}"));
    }

    private static string[] OptionDifferences(JsonObject found, JsonObject expected) =>
        [.. found.SelectMany(option => Difference("--" + option.Key, Shown(option.Value), Shown(expected[option.Key])))];

    private static string[] Difference(string what, string found, string expected) => found == expected ? [] : [$"{what} {found}, expected {expected}"];

    private static string Shown(JsonNode? value) => value switch
    {
        null => "(none)",
        JsonArray { Count: 0 } => "(none)",
        JsonArray several => string.Join(' ', several.Select(one => one!.ToString())),
        _ => value.ToString(),
    };

    private static string Source(ShardHeader header) => header.IsSplit ? "rows of a file of its own (--split)" : "a part of a whole file";
}
