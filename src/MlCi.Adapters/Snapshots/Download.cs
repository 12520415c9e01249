using System.Net.Http.Headers;
using System.Net.Sockets;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// Brings a source to this machine whole. What came before a line broke is kept and continued, in this run and the next; what was brought
/// is verified by its digest before anybody sees it.
/// </summary>
/// <param name="http">The client.</param>
/// <param name="clock">Times the pauses.</param>
/// <param name="progress">Is told how many bytes are here, of how many, where that is known.</param>
/// <param name="interrupted">Ends it; what came stays.</param>
internal sealed class Download(HttpClient http, TimeProvider clock, Action<long, long?> progress, CancellationToken interrupted)
{
    private const int Tries = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>The pause before the second try; each one after it is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a source may say nothing.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A client for sources: it follows redirects, and unpacks nothing, as the digest is of what lies there.</summary>
    public static HttpClient NewClient()
    {
        // Each read has its own limit; all of a large file may take hours.
        HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("mlci");
        return client;
    }

    /// <summary>Brings a source.</summary>
    /// <param name="part">The file to gather it in; what is there is continued.</param>
    /// <param name="source">An address, or a file by its path.</param>
    /// <param name="folder">The folder that a path is relative to.</param>
    /// <param name="pointer">The digest and size that it must have, or null where nobody knows them.</param>
    /// <exception cref="FaultException">It is out of reach, or something else than expected; then nothing of it is kept (exit 3).</exception>
    public async Task Run(string part, DataSource source, string folder, DataPointer? pointer)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        EntityTagHeaderValue? version = null;
        bool isPieced = pointer is null ? Remove(part) : LengthOf(part) > 0;
        for (int failures = 0; ;)
        {
            long before = LengthOf(part);
            try
            {
                if (pointer is null || before != pointer.Size)
                    version = await Transfer(part, source, folder, pointer, version);
                if (pointer is null || FileDigests.OfFile(part) is var digest && digest == pointer.Digest)
                    return;
                File.Delete(part);
                // What was there before may have been of another version: once more, all of it.
                if (!isPieced)
                    throw FaultException.OutOfReach($"{source.Shown}: found data of digest {digest}, expected {pointer.Digest} as the pointer says; nothing was kept");
                (isPieced, version) = (false, null);
            }
            catch (Exception e) when (IsPassing(e))
            {
                long after = LengthOf(part);
                failures = after > before ? 1 : failures + 1;
                isPieced |= after > 0;
                if (failures >= Tries)
                    throw FaultException.OutOfReach($"{source.Shown}: {InertText.Of(e.Message).TrimEnd('.')}, {Tries} times; expected the rest after {Numerals.Count(after, "bytes")}, which are kept: the same command continues");
                await Task.Delay(Pause(failures, e), clock, interrupted);
            }
        }
    }

    private async Task<EntityTagHeaderValue?> Transfer(string part, DataSource source, string folder, DataPointer? pointer, EntityTagHeaderValue? version)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        try
        {
            patience.CancelAfter(Patience);
            long offset = LengthOf(part);
            if (pointer is not null && offset > pointer.Size)
                offset = 0;
            await using OpenSource open = source.Kind == DataSourceKind.Web
                ? await OpenSource.OfWeb(http, source, offset, version, patience.Token)
                : OpenSource.OfFile(PathOf(source, folder), offset);
            if (pointer is not null && open.Total is { } total && total != pointer.Size)
                throw Wrong(part, source, $"{Numerals.Count(total, "bytes")}", pointer);
            long length = await Write(open, part, source, pointer, patience);
            long expected = open.Total ?? pointer?.Size ?? length;
            return length == expected ? open.Version
                : throw new PassingFailureException($"found the end after {Numerals.Count(length)} of {Numerals.Count(expected, "bytes")}");
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            throw new PassingFailureException($"found nothing for {Patience.TotalSeconds:0.#} s");
        }
    }

    private async Task<long> Write(OpenSource open, string part, DataSource source, DataPointer? pointer, CancellationTokenSource patience)
    {
        await using FileStream file = new(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        file.SetLength(open.Start);
        file.Position = open.Start;
        long length = open.Start;
        byte[] buffer = new byte[1 << 17];
        while (true)
        {
            patience.CancelAfter(Patience);
            progress(length, open.Total ?? pointer?.Size);
            int read = await open.Content.ReadAsync(buffer, patience.Token);
            if (read == 0)
                return length;
            length += read;
            if (length > (pointer?.Size ?? long.MaxValue))
            {
                await file.DisposeAsync();
                throw Wrong(part, source, $"more than {Numerals.Count(pointer!.Size, "bytes")}", pointer);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), interrupted);
        }
    }

    private static FaultException Wrong(string part, DataSource source, string found, DataPointer pointer)
    {
        File.Delete(part);
        return FaultException.OutOfReach($"{source.Shown}: found {found}, expected {Numerals.Count(pointer.Size, "bytes")} as the pointer says; nothing was kept");
    }

    internal static string PathOf(DataSource source, string folder) =>
        source.Text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(source.Text).LocalPath : Path.GetFullPath(Path.Combine(folder, source.Text));

    private static bool IsPassing(Exception e) => e is PassingFailureException or HttpRequestException or HttpIOException or IOException { InnerException: SocketException };

    private TimeSpan Pause(int failures, Exception e) =>
        e is PassingFailureException { RetryAfter: { } asked } ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestPause.Ticks)) : FirstPause * Math.Pow(2, failures - 1);

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static bool Remove(string part)
    {
        File.Delete(part);
        return false;
    }
}
