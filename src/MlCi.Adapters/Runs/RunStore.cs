using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Runs;

namespace MlCi.Adapters.Runs;

/// <summary>The records of runs: <c>.mlci/runs/&lt;id&gt;.json</c>, and under <c>last</c> what the newest of each pipeline held.</summary>
/// <param name="root">The folder that holds <c>.mlci</c>.</param>
public sealed class RunStore(string root)
{
    private const string Extension = ".json";

    private readonly string folder = Path.Combine(root, ".mlci", "runs");

    /// <summary>Writes a record, or writes it anew as the run goes on.</summary>
    public void Write(RunRecord record)
    {
        AtomicFile.WriteText(FileOf(record.Id), RunRecordJson.Write(record));
        AtomicFile.WriteText(Last(record.Pipeline), Mark(record.Id, RunRecordJson.ContentDigest(record)));
    }

    /// <summary>Whether the newest record of the same pipeline says the same, time and place apart.</summary>
    public bool IsRepeat(RunRecord record)
    {
        string last = Last(record.Pipeline);
        string[] mark = File.Exists(last) ? File.ReadAllText(last).Split('\n') : [];
        return mark is [var id, ..] && RunId.IsWellFormed(id) && File.Exists(FileOf(id))
            && Mark(id, RunRecordJson.ContentDigest(record)) == string.Join('\n', mark);
    }

    /// <summary>Reads every record, in the order of their ids. One that is damaged does not keep the others from being read.</summary>
    /// <returns>The records, and what is wrong with files that are none.</returns>
    public (IReadOnlyList<RunRecord> Records, IReadOnlyList<Fault> Faults) Read()
    {
        List<RunRecord> records = [];
        List<Fault> faults = [];
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            string id = Path.GetFileNameWithoutExtension(file);
            string shown = Path.GetRelativePath(root, file);
            try
            {
                records.Add(RunId.IsWellFormed(id) ? RunRecordJson.Read(File.ReadAllText(file), id, shown) : throw FaultException.Misconfigured(
                    $"{shown}: found a file of another name, expected those of runs only, such as 20261003-142501-7f3a9c2e{Extension}; it is left out"));
            }
            catch (FaultException e)
            {
                faults.AddRange(e.Faults);
            }
            catch (FileNotFoundException)
            {
                // Another process has removed it in the meantime.
            }
        }

        return (records, faults);
    }

    /// <summary>Removes all but the newest records of each pipeline.</summary>
    /// <param name="records">The records, of all pipelines or some.</param>
    /// <param name="keep">How many of each pipeline stay.</param>
    /// <returns>What was removed.</returns>
    public IReadOnlyList<RunRecord> Prune(IReadOnlyList<RunRecord> records, int keep)
    {
        RunRecord[] old = [.. records.GroupBy(record => record.Pipeline).SelectMany(runs => RunOrder.NewestFirst(runs).Skip(keep))];
        foreach (RunRecord record in old)
            File.Delete(FileOf(record.Id));
        return old;
    }

    private static string Mark(string id, string digest) => $"{id}\n{digest}\n";

    private string FileOf(string id) => Path.Combine(folder, id + Extension);

    private string Last(string pipeline) => Path.Combine(folder, "last", pipeline);
}
