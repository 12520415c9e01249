using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>
/// What a process leaves of its part of the rows: two lines of text, then the counted rows of the columns that are used
/// (<see cref="RowCountsBytes"/>). The first line names the form and the digest of all that follows; the second is the header.
/// </summary>
/// <param name="File">Its path.</param>
/// <param name="Header">What it is of.</param>
internal sealed record ShardFile(string File, ShardHeader Header)
{
    private const string Name = "mlci-shard ";
    private const string Whole = "expected a whole file of 'mlci evaluate --shard'";

    /// <summary>The bytes of a shard: the same for the same rows in any order.</summary>
    public static byte[] Write(ShardHeader header, RowCounts rows)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(header.Write() + "\n"), .. RowCountsBytes.Write(rows)];
        return [.. Encoding.UTF8.GetBytes($"{Name}{Digest.OfBytes(content)}\n"), .. content];
    }

    /// <summary>Reads what a shard is of; null, with the fault, where it is missing, damaged or something else.</summary>
    public static ShardFile? Read(string file, List<Fault> faults)
    {
        try
        {
            return new ShardFile(file, Open(file).Header);
        }
        catch (FaultException e)
        {
            faults.AddRange(e.Faults);
            return null;
        }
    }

    /// <summary>The rows. They are read anew each time, so that those of many shards need not be held at once.</summary>
    /// <exception cref="FaultException">The file was changed since its header was read, or cannot be read (exit 2).</exception>
    public RowCounts ReadRows()
    {
        (ShardHeader header, byte[] bytes, int offset) = Open(File);
        return header.Write() == Header.Write() && RowCountsBytes.Read(bytes, offset) is { } rows && rows.Rows == Header.Rows ? rows
            : throw FaultException.Misconfigured($"{File}: found content that cannot be read, {Whole}");
    }

    private static (ShardHeader Header, byte[] Bytes, int Offset) Open(string file)
    {
        if (!System.IO.File.Exists(file))
            throw FaultException.Misconfigured($"found no file '{file}', expected a shard");
        byte[] bytes = System.IO.File.ReadAllBytes(file);
        if (!bytes.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Name)))
            throw FaultException.Misconfigured($"{file}: found {(bytes.Length == 0 ? "an empty file" : "something else")}, {Whole}");

        int first = Array.IndexOf(bytes, (byte)'\n') + 1;
        string said = Encoding.UTF8.GetString(bytes, Name.Length, Math.Max(0, first - 1 - Name.Length));
        string digest = Digest.OfBytes(bytes.AsSpan(first));
        if (said != digest)
        {
            throw FaultException.Misconfigured(
                $"{file}: found content of digest {digest}, expected {(Digest.IsWellFormed(said) ? said : "a digest")} as its first line says: it was damaged, or did not arrive whole");
        }

        int second = Array.IndexOf(bytes, (byte)'\n', first) + 1;
        string header = Encoding.UTF8.GetString(bytes, first, Math.Max(0, second - first));
        if (ShardHeader.VersionOf(header) is { } version and not ShardHeader.Version)
            throw FaultException.Misconfigured($"{file}: found a shard of version {version}, expected version {ShardHeader.Version}: use one version of mlci for all of them");
        return ShardHeader.Read(header) is { } read ? (read, bytes, second) : throw FaultException.Misconfigured($"{file}: found content that cannot be read, {Whole}");
    }
}
