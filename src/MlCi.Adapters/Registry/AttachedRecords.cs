using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>The promotion records of a repository, each attached to the model that it moved an alias to.</summary>
/// <param name="Records">Those that can be read.</param>
/// <param name="Faults">What is wrong with the others.</param>
internal sealed record AttachedRecords(IReadOnlyList<ChainedRecord> Records, IReadOnlyList<Fault> Faults)
{
    /// <summary>Reads them all; what cannot be read is a fault in the answer.</summary>
    public static AttachedRecords Read(IRepository registry)
    {
        List<ChainedRecord> records = [];
        List<Fault> faults = [];
        if (!registry.Exists())
            return new AttachedRecords(records, faults);
        foreach (string model in registry.Subjects())
        {
            foreach (Descriptor attachment in registry.Referrers(model, MediaTypes.Promotion))
            {
                try
                {
                    records.Add(Attachment.ReadRecord(registry, model, attachment));
                }
                catch (FaultException damaged)
                {
                    faults.AddRange(damaged.Faults);
                }
            }
        }

        return new AttachedRecords(records, faults);
    }

    /// <summary>The chain of each alias.</summary>
    /// <exception cref="FaultException">A record cannot be read (exit 3): what follows from the others would be a guess.</exception>
    public static IReadOnlyDictionary<string, RecordChain> Chains(IRepository registry)
    {
        AttachedRecords read = Read(registry);
        return read.Faults.Count == 0 ? RecordChain.Of(read.Records) : throw new FaultException(ExitCodes.OutOfReach, read.Faults);
    }
}
