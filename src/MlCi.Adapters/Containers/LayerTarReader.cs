using System.Text;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>An entry of a layer's tar, long names and pax headers worked in.</summary>
/// <param name="Header">The entry; its type is a digit.</param>
/// <param name="Content">Its content, to be read before the next entry.</param>
internal sealed record LayerTarEntry(TarHeader Header, Stream Content);

/// <summary>
/// Reads the tar of a layer entry by entry. Not System.Formats.Tar's reader: it takes as much memory as a header asks for, and does not say what
/// follows the end of the archive.
/// </summary>
/// <param name="layer">The tar.</param>
/// <param name="limits">What it may hold.</param>
internal sealed class LayerTarReader(LayerStream layer, LayerLimits limits) : IDisposable
{
    private readonly byte[] block = new byte[TarHeader.Block];
    private readonly byte[] skipped = new byte[1 << 16];
    private LayerContent? content;
    private long padding;

    /// <summary>The next entry, or null at the end, after which the stream has nothing more.</summary>
    /// <exception cref="FaultException">The tar is broken, hostile, or of a form that layers do not have (exit 1).</exception>
    public LayerTarEntry? Next()
    {
        Dictionary<string, string> over = new(StringComparer.Ordinal);
        while (true)
        {
            Skip();
            if (ReadHeader() is not { } header)
                return over.Count == 0 ? null : throw layer.Refused("an end after a header for a long name", "the file that it is of");
            switch (header.Type)
            {
                case 'L':
                    over["path"] = Encoding.UTF8.GetString(Whole(header)).TrimEnd('\0');
                    break;
                case 'K':
                    over["linkpath"] = Encoding.UTF8.GetString(Whole(header)).TrimEnd('\0');
                    break;
                case 'x':
                    ReadPax(Whole(header), over);
                    break;
                case 'g':
                    Whole(header);
                    break;
                case >= '0' and <= '7' or '\0':
                    return Opened(header, over);
                default:
                    throw layer.Refused($"an entry of type '{InertText.Of(header.Type.ToString())}'", "files, folders, links, pipes and devices");
            }
        }
    }

    /// <summary>Lets go of the entry that was read last; the layer stays open.</summary>
    public void Dispose() => content?.Dispose();

    private LayerTarEntry Opened(TarHeader header, Dictionary<string, string> over)
    {
        char type = header.Type is '\0' or '7' ? '0' : header.Type;
        string name = over.GetValueOrDefault("path", header.Name);
        TarHeader whole = header with
        {
            // Old tars have no type for folders.
            Type = type == '0' && name.EndsWith('/') ? '5' : type,
            Name = name,
            Target = over.GetValueOrDefault("linkpath", header.Target),
            Size = Number("size", header.Size),
            Owner = Number("uid", header.Owner),
            Group = Number("gid", header.Group),
        };
        if (Math.Max(whole.Name.Length, whole.Target.Length) > limits.NameLength)
            throw layer.Refused($"a name of {Numerals.Count(Math.Max(whole.Name.Length, whole.Target.Length), "characters")}", $"at most {Numerals.Count(limits.NameLength)}");
        if (whole.Type != '0' && whole.Size != 0)
            throw layer.Refused($"content of '{InertText.Of(whole.Name)}', which is no file", "none");
        content = new LayerContent(layer, whole.Size);
        padding = Padding(whole.Size);
        return new LayerTarEntry(whole, content);

        long Number(string key, long fallback) => !over.TryGetValue(key, out string? text) ? fallback
            : long.TryParse(text, out long number) && number >= 0 ? number : throw layer.Refused($"{key} '{InertText.Of(text)}' in a pax header", "a number");
    }

    private TarHeader? ReadHeader()
    {
        int read = layer.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        if (read < block.Length)
            throw layer.Refused("an end in the middle of a block", "a whole tar");
        if (block.AsSpan().ContainsAnyExcept((byte)0))
            return TarHeader.Read(block) ?? throw layer.Refused("a block that is no header", "a tar");
        // Engines read no further; what hides there is in the image all the same.
        while ((read = layer.Read(skipped)) > 0)
        {
            if (skipped.AsSpan(0, read).ContainsAnyExcept((byte)0))
                throw layer.Refused("bytes after the end of the tar", "none");
        }

        return null;
    }

    private byte[] Whole(TarHeader header)
    {
        int most = limits.NameLength * 64;
        if (header.Size > most)
            throw layer.Refused($"a header of {Numerals.Count(header.Size, "bytes")}", $"at most {Numerals.Count(most)}");
        byte[] bytes = new byte[header.Size];
        content = new LayerContent(layer, header.Size);
        padding = Padding(header.Size);
        content.ReadExactly(bytes);
        return bytes;
    }

    // Lines of "LENGTH KEY=VALUE\n", where the length counts itself.
    private void ReadPax(ReadOnlySpan<byte> records, Dictionary<string, string> over)
    {
        while (!records.IsEmpty)
        {
            int blank = records.IndexOf((byte)' ');
            if (blank is < 1 or > 9 || !int.TryParse(records[..blank], out int length) || length <= blank + 1 || length > records.Length || records[length - 1] != '\n'
                || records[(blank + 1)..(length - 1)].IndexOf((byte)'=') is var equals && equals < 1)
                throw layer.Refused("a pax header that cannot be read", "lines of length, key and value");
            ReadOnlySpan<byte> record = records[(blank + 1)..(length - 1)];
            string key = Encoding.UTF8.GetString(record[..equals]);
            if (key.StartsWith("GNU.sparse.", StringComparison.Ordinal))
                throw layer.Refused("a sparse file", "files whose content is written out");
            over[key] = Encoding.UTF8.GetString(record[(equals + 1)..]);
            records = records[length..];
        }
    }

    private void Skip()
    {
        if (content is null)
            return;
        while (content.Read(skipped) > 0)
        {
            // What was not read of the entry before.
        }

        content = null;
        if (layer.ReadAtLeast(skipped.AsSpan(0, (int)padding), (int)padding, throwOnEndOfStream: false) < padding)
            throw layer.Refused("an end in the middle of a block", "a whole tar");
    }

    private static long Padding(long size) => (TarHeader.Block - size % TarHeader.Block) % TarHeader.Block;
}
