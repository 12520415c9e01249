using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// Brings a workflow run's artifact, which may be anybody's work: what is more than the limit is never written. Both clients bring it like
/// this, as it must not be read into memory.
/// </summary>
internal static class ArtifactDownload
{
    private const int Tries = 3;

    /// <summary>Brings it.</summary>
    /// <param name="connection">The repository.</param>
    /// <param name="artifact">The artifact's id.</param>
    /// <param name="file">Where the file shall be.</param>
    /// <param name="most">The most bytes that are written.</param>
    /// <param name="patience">How long the line may be silent.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="FaultException">It has more (exit 1), or GitHub is out of reach (exit 3).</exception>
    public static void Run(GitHubConnection connection, long artifact, string file, long most, GitHubPatience patience, CancellationToken interrupted)
    {
        string beside = AtomicFile.Beside(file);
        try
        {
            connection.Ask($"download artifact {artifact}", async () =>
            {
                for (int failures = 1; ; failures++)
                {
                    try
                    {
                        await Bring(connection, artifact, beside, most, patience, interrupted);
                        return true;
                    }
                    catch (Exception e) when (failures < Tries && e is HttpRequestException or IOException or OperationCanceledException && !interrupted.IsCancellationRequested)
                    {
                        await patience.Wait(patience.PauseAfter(failures), interrupted);
                    }
                    catch (OperationCanceledException e) when (!interrupted.IsCancellationRequested)
                    {
                        throw new IOException($"nothing for {patience.Silence.TotalSeconds:0.#} s", e);
                    }
                }
            });
            File.Move(beside, file, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static async Task Bring(GitHubConnection connection, long artifact, string beside, long most, GitHubPatience patience, CancellationToken interrupted)
    {
        using HttpResponseMessage response = await connection.Http.Open(connection.Address.InRepository($"actions/artifacts/{artifact}/zip"), interrupted);
        if (response.Content.Headers.ContentLength > most)
            throw TooLarge(connection, artifact, $"{response.Content.Headers.ContentLength} bytes", most);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        time.CancelAfter(patience.Silence);
        await using Stream body = await response.Content.ReadAsStreamAsync(time.Token);
        await using FileStream to = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        byte[] buffer = new byte[1 << 17];
        for (int read = await body.ReadAsync(buffer, time.Token); read > 0; read = await body.ReadAsync(buffer, time.Token))
        {
            time.CancelAfter(patience.Silence);
            if (to.Length + read > most)
                throw TooLarge(connection, artifact, $"more than {most} bytes", most);
            await to.WriteAsync(buffer.AsMemory(0, read), interrupted);
        }
    }

    private static FaultException TooLarge(GitHubConnection connection, long artifact, string found, long most) =>
        FaultException.Negative($"{connection.Address.Shown}: found {found} in artifact {artifact}, expected {most} at most; nothing was kept");
}
