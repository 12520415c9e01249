using System.CommandLine;
using System.CommandLine.Parsing;

namespace MlCi.Stress;

/// <summary>The command line: which simulations, how many replicates; 0 where all bounds hold, 1 where one is broken, 2 for wrong options.</summary>
internal static class StressCommand
{
    private static readonly ISimulation[] All =
    [
        new IntervalCoverage(), new TaskCoverage(), new SampledCoverage(), new PairedCoverage(), new NullSlices(), new FarTails(), new PlannedPower(),
        new RepeatedLooks(), new MutatedCsv(), new DamagedRequests(), new KilledGates(), new KilledPromotions(),
    ];

    public static int Run(string[] args)
    {
        var names = new Option<string[]>("--simulation")
        {
            Description = "Which to run, one or several; all if not given: " + string.Join(", ", All.Select(simulation => simulation.Name)),
            AllowMultipleArgumentsPerToken = true,
        };
        names.Validators.Add(found =>
        {
            foreach (string unknown in found.Tokens.Select(token => token.Value).Except(All.Select(simulation => simulation.Name)))
                found.AddError($"found simulation '{unknown}', expected one of {string.Join(", ", All.Select(simulation => simulation.Name))}");
        });
        var replicates = new Option<int?>("--replicates") { Description = "The replicates of each case; each simulation has a number of its own" };
        replicates.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<int?>() < 1)
                found.AddError($"found --replicates {found.GetValueOrDefault<int?>()}, expected at least 1");
        });
        var root = new RootCommand("Simulates what the product's statistics promise, kills its gates, and holds what comes of it against bounds. Seeds are fixed.") { names, replicates };
        root.SetAction(parsed => Run(
            [.. All.Where(simulation => parsed.GetValue(names) is not { Length: > 0 } wanted || wanted.Contains(simulation.Name))],
            parsed.GetValue(replicates)));

        ParseResult result = root.Parse(args);
        foreach (ParseError error in result.Errors)
            Console.Error.WriteLine(error.Message);
        return result.Errors.Count > 0 ? 2 : result.Invoke();
    }

    private static int Run(IReadOnlyList<ISimulation> simulations, int? replicates)
    {
        List<ResultTable> tables = [];
        foreach (ISimulation simulation in simulations)
            tables.Add(simulation.Run(replicates ?? simulation.Replicates, Console.Error.WriteLine));

        foreach (ResultTable table in tables)
            Console.WriteLine(table);
        int broken = tables.Sum(table => table.Broken.Count);
        Console.WriteLine(broken == 0
            ? $"all bounds of {tables.Sum(table => table.Rows.Count)} cases hold"
            : $"{broken} of {tables.Sum(table => table.Rows.Count)} cases break a bound");
        return broken == 0 ? 0 : 1;
    }
}
