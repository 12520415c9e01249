using System.Globalization;
using System.Text;
using MlCi.Findings;

namespace MlCi.Adapters.Replays;

/// <summary>
/// Finds a request in a prediction log and the files that it was rotated into: <c>FILE</c>, <c>FILE.1</c> and so on. They are read block by
/// block, and only lines that bear the request's id are parsed.
/// </summary>
public static class PredictionLogSearch
{
    private const int BlockSize = 1 << 20;

    /// <summary>The files of a log that are there, the newest first.</summary>
    /// <param name="file">The file that is written to.</param>
    public static IReadOnlyList<string> FilesOf(string file)
    {
        string full = Path.GetFullPath(file);
        string? folder = Path.GetDirectoryName(full);
        string begin = Path.GetFileName(full) + ".";
        IEnumerable<string> rotated = folder is null || !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*")
            .Select(path => (Path: path, Name: Path.GetFileName(path))).Where(one => one.Name.StartsWith(begin, StringComparison.Ordinal))
            .Select(one => (one.Path, IsNumber: int.TryParse(one.Name.AsSpan(begin.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number), Number: number))
            .Where(one => one.IsNumber).OrderBy(one => one.Number).Select(one => one.Path);
        return [.. new[] { full }.Where(File.Exists), .. rotated];
    }

    /// <summary>The lines of a request, in the order of the files and of their lines.</summary>
    /// <param name="files">The files.</param>
    /// <param name="requestId">The request's id.</param>
    /// <returns>The lines, and how many that bear the id cannot be read.</returns>
    /// <exception cref="FaultException">No server gives such an id (exit 2).</exception>
    public static (IReadOnlyList<LoggedPrediction> Found, int Damaged) Find(IReadOnlyList<string> files, string requestId)
    {
        if (requestId.Length is 0 or > 128 || !requestId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':'))
            throw FaultException.Misconfigured($"found request id '{InertText.Of(requestId)}', expected 1 to 128 letters, digits, '-', '_', '.' and ':' as in the answer's X-Request-Id");
        byte[] wanted = Encoding.ASCII.GetBytes($"\"requestId\":\"{requestId}\"");
        List<LoggedPrediction> found = [];
        int damaged = 0;
        foreach (string file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            foreach (byte[] line in Lines(stream, wanted))
            {
                if (LoggedPrediction.Read(line) is not { } read)
                    damaged++;
                else if (read.RequestId == requestId)
                    found.Add(read);
            }
        }

        return (found, damaged);
    }

    /// <summary>The lines that hold some bytes.</summary>
    internal static IEnumerable<byte[]> Lines(Stream stream, byte[] wanted, int blockSize = BlockSize)
    {
        byte[] buffer = new byte[blockSize];
        int kept = 0;
        while (true)
        {
            if (kept == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            int read = stream.Read(buffer, kept, buffer.Length - kept);
            int length = kept + read;
            // Without more to come, what has no line end is a line, too.
            int end = read == 0 ? length : Array.LastIndexOf(buffer, (byte)'\n', length - 1, length) + 1;
            for (int at = 0; Next(buffer, at, end, wanted) is ( >= 0 and var first, var last); at = last)
                yield return buffer[first..last];
            if (read == 0)
                yield break;
            kept = length - end;
            Buffer.BlockCopy(buffer, end, buffer, 0, kept);
        }
    }

    // The next line between two places that holds the bytes: where it begins and ends, or −1.
    private static (int First, int Last) Next(byte[] buffer, int at, int end, byte[] wanted)
    {
        int hit = at >= end ? -1 : buffer.AsSpan(at, end - at).IndexOf(wanted);
        if (hit < 0)
            return (-1, -1);
        int first = buffer.AsSpan(at, hit).LastIndexOf((byte)'\n') + 1 + at;
        int line = buffer.AsSpan(at + hit, end - at - hit).IndexOf((byte)'\n');
        return (first, line < 0 ? end : at + hit + line + 1);
    }
}
