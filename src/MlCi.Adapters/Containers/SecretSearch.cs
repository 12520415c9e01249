using System.Buffers;
using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>A secret that was found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Shown">What it is, in words; never the secret.</param>
internal sealed record SecretHit(string Rule, string Shown);

/// <summary>
/// Looks for secrets in streams of bytes: for the few letters that each begins with, many bytes at a time, and for the whole of it only there.
/// </summary>
internal sealed class SecretSearch
{
    private const int Chunk = 1 << 18;

    private readonly SearchValues<string> anchors;
    private readonly (string Anchor, SecretShape? Shape, SecretHit Hit)[] searched;
    private readonly byte[] bytes = new byte[Chunk];
    private readonly Window plain;
    private readonly Window narrow;

    /// <summary>Prepares a search.</summary>
    /// <param name="secrets">The secrets that the environment holds, by the names of their variables.</param>
    public SecretSearch(IReadOnlyDictionary<string, string> secrets)
    {
        searched =
        [
            .. SecretShapes.All.SelectMany(shape => shape.Anchors.Select(anchor => (anchor, (SecretShape?)shape, new SecretHit(shape.Rule, shape.Shown)))),
            .. secrets.Where(secret => secret.Value.Length >= HeldSecrets.Least).SelectMany(secret => HeldSecrets.Forms(secret.Value).Select(form => (form, (SecretShape?)null, new SecretHit("held-secret", $"the value of the variable {secret.Key}")))),
        ];
        anchors = SearchValues.Create([.. searched.Select(one => one.Anchor)], StringComparison.Ordinal);
        (plain, narrow) = (new Window(this), new Window(this));
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="path">The file that it is of.</param>
    /// <param name="copy">Is given what was read, or null.</param>
    /// <returns>What was found, each once.</returns>
    public IReadOnlyCollection<SecretHit> In(Stream content, string path, Stream? copy = null)
    {
        HashSet<SecretHit> found = [];
        bool shapes = !PublicPlace.Is(path);
        // Texts in .NET's programs take two bytes a letter, the second of which is zero.
        bool isWide = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
        plain.Clear();
        narrow.Clear();
        int read;
        while ((read = content.ReadAtLeast(bytes, Chunk, throwOnEndOfStream: false)) > 0)
        {
            copy?.Write(bytes, 0, read);
            plain.Add(bytes.AsSpan(0, read), found, shapes);
            if (isWide)
                narrow.Add(bytes.AsSpan(0, WithoutZeros(read)), found, shapes);
        }

        plain.End(found, shapes);
        narrow.End(found, shapes);
        return found;
    }

    private int WithoutZeros(int length)
    {
        int kept = 0;
        for (int i = 0; i < length; i++)
        {
            bytes[kept] = bytes[i];
            kept += bytes[i] == 0 ? 0 : 1;
        }

        return kept;
    }

    private void Judge(ReadOnlySpan<char> text, int at, HashSet<SecretHit> found, bool shapes)
    {
        ReadOnlySpan<char> here = text[at..];
        // A token does not begin in the middle of a word.
        bool begins = at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_');
        foreach ((string anchor, SecretShape? shape, SecretHit hit) in searched)
        {
            if (here.StartsWith(anchor, StringComparison.Ordinal) && (shape is null || (shapes && (begins || anchor[0] == '-') && shape.IsAt(here))))
                found.Add(hit);
        }
    }

    /// <summary>The text that is looked at: a piece of the stream, with what may still be the beginning of something in the piece before.</summary>
    private sealed class Window(SecretSearch search)
    {
        private readonly int reach = Math.Max(SecretShape.Reach, search.searched.Max(one => one.Anchor.Length));
        private char[] text = new char[Chunk * 2];
        private int filled;
        private int next;

        public void Clear() => filled = next = 0;

        public void Add(ReadOnlySpan<byte> piece, HashSet<SecretHit> found, bool shapes)
        {
            if (text.Length < filled + piece.Length)
                Array.Resize(ref text, filled + piece.Length);
            System.Text.Encoding.Latin1.GetChars(piece, text.AsSpan(filled));
            filled += piece.Length;
            Look(filled - reach, found, shapes);
            // One letter before is kept: it says whether a word begins.
            int from = Math.Max(0, Math.Min(next, filled) - 1);
            text.AsSpan(from, filled - from).CopyTo(text);
            filled -= from;
            next -= from;
        }

        public void End(HashSet<SecretHit> found, bool shapes) => Look(filled, found, shapes);

        private void Look(int limit, HashSet<SecretHit> found, bool shapes)
        {
            ReadOnlySpan<char> whole = text.AsSpan(0, filled);
            while (next < limit)
            {
                int at = whole[next..].IndexOfAny(search.anchors);
                // What stands near the end is looked at with what follows.
                if (at < 0 || next + at >= limit)
                {
                    next = limit;
                    return;
                }

                search.Judge(whole, next + at, found, shapes);
                next += at + 1;
            }
        }
    }
}
