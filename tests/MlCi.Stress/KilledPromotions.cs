using MlCi.Adapters.Registry;

namespace MlCi.Stress;

/// <summary>Promoters side by side, all killed at random moments: no record is lost, and the next promotion puts everything right.</summary>
public sealed class KilledPromotions : ISimulation
{
    private const int Promoters = 3;

    /// <inheritdoc/>
    public string Name => "promote";

    /// <inheritdoc/>
    public string Title => "Promoters killed at random moments: how often a record is lost, an alias is unexplained, or the next promotion leaves a finding, in percent";

    /// <inheritdoc/>
    public int Replicates => 500;

    /// <inheritdoc/>
    public ResultTable Run(int replicates, Action<string> progress) => new(
        Title, ["lost", "wrong finding", "not put right", "interrupted or forked"],
        [.. Enum.GetValues<PromotionMode>().Select(mode => Of(mode, replicates, progress))]);

    /// <summary>What came of one round.</summary>
    /// <param name="Lost">Whether a record is not there that was said to be written.</param>
    /// <param name="Wrong">Whether the audit says anything else than that a move was interrupted or, without a lock, that there is a fork.</param>
    /// <param name="NotPutRight">Whether the audit says anything after the next promotion.</param>
    /// <param name="Disturbed">Whether the audit said anything.</param>
    public sealed record Round(bool Lost, bool Wrong, bool NotPutRight, bool Disturbed);

    /// <summary>One round in an empty folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="mode">How promoters keep out of each other's way.</param>
    /// <param name="patience">How long they work after the first record.</param>
    public static Round Once(string root, PromotionMode mode, TimeSpan patience)
    {
        var site = new PromotionSite(root, mode);
        site.Register();
        using var promoters = new PromoterProcesses(root, mode, Promoters, 100_000);
        promoters.WaitForFirst();
        Thread.Sleep(patience);
        promoters.Kill();
        var there = site.Records.CountBy(record => record.Who).ToDictionary();
        IReadOnlyList<AuditFinding> findings = site.Audit();
        // A model that the alias does not point at, whatever it is: the last of these must have been another.
        for (int choice = 0; choice < 3 && site.Promote("next", choice).IsThereAlready; choice++)
        {
        }

        return new Round(
            Lost: promoters.Written.Any(one => there.GetValueOrDefault(one.Key) < one.Value),
            Wrong: findings.Any(finding => finding.Rule != "interrupted" && !(mode == PromotionMode.NoLock && finding.Rule == "fork")),
            NotPutRight: site.Audit().Count > 0,
            Disturbed: findings.Count > 0);
    }

    private static ResultRow Of(PromotionMode mode, int replicates, Action<string> progress)
    {
        List<Round> rounds = [];
        for (int seed = 0; seed < replicates; seed++)
        {
            string root = Directory.CreateTempSubdirectory("mlci-promote-").FullName;
            rounds.Add(Once(root, mode, TimeSpan.FromMilliseconds(new Random(seed).Next(120))));
            Directory.Delete(root, recursive: true);
            progress($"promote: {mode}, seed {seed}: {rounds[^1]}");
        }

        return new ResultRow(
            $"{mode}",
            new Claim(rounds.Count(round => round.Lost), replicates, AtMost: 0),
            new Claim(rounds.Count(round => round.Wrong), replicates, AtMost: 0),
            new Claim(rounds.Count(round => round.NotPutRight), replicates, AtMost: 0),
            // Where there are two steps, some kills must have come between them: else nothing was shown.
            new Claim(rounds.Count(round => round.Disturbed), replicates, AtLeast: mode == PromotionMode.Folder ? 0 : .02));
    }
}
