using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Gates;

namespace MlCi.IntegrationTests.Registry;

/// <summary>A process that decides on a holdout again and again, each time on another model.</summary>
internal static class LedgerWriter
{
    public static readonly string Holdout = Digest.OfText("holdout");

    public static int Run(string root, string writer, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            HoldoutLedger ledger = new(new FolderRegistry(root, "telco"));
            using (RegistryLock held = ledger.Lock())
            {
                var decision = new HoldoutDecision
                {
                    Holdout = Holdout,
                    Model = Digest.OfText($"{writer} {round}"),
                    Rules = Digest.OfText("rules"),
                    Passed = false,
                    Mode = "track",
                    Alpha = .05,
                    When = DateTimeOffset.UnixEpoch,
                };
                if (!new HoldoutAccount(ledger.Read(held, Holdout)).IsRepeat(decision))
                    ledger.Append(held, decision);
            }

            Console.WriteLine(round);
        }

        return 0;
    }
}
